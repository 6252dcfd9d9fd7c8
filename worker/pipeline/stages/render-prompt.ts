import { messageOf } from '../../../shared/errors/app-error.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Renders the task's prompt for the job's input. */
export const renderPrompt: Stage = {
  name: 'render_prompt',
  applies: ({ task }) => task.render !== undefined,
  run: (run) => {
    try {
      run.prompt = run.task.render?.(run.input, run.context);
      return CONTINUE;
    } catch (error) {
      const message = `The prompt could not be rendered: ${messageOf(error)}`;
      return { kind: 'fail', error: { code: 'prompt_failed', message } };
    }
  },
};
