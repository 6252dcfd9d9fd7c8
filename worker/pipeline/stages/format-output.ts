import { CONTINUE, type Stage } from '../stage.ts';

/** Writes dates, numbers and members of enumerations in the forms that the task's schema names. */
export const formatOutput: Stage = {
  name: 'format_output',
  applies: ({ task, hit }) => !hit && task.formatOutput !== undefined,
  run: (run) => {
    run.output = run.task.formatOutput?.(run.output);
    return CONTINUE;
  },
};
