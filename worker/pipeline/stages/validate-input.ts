import { CONTINUE, type Stage } from '../stage.ts';

/** Checks the input again: the definition a worker has may be newer than the one that admitted the job. */
export const validateInput: Stage = {
  name: 'validate_input',
  run: ({ task, job }) => {
    const [fault] = task.checkInput(job.input.input);
    if (!fault) return CONTINUE;
    const message = `The input does not match the task's schema: input${fault.path}: ${fault.message}`;
    return { kind: 'fail', error: { code: 'invalid_input', message } };
  },
};
