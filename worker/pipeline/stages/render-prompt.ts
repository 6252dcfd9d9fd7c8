import { messageOf } from '../../../shared/errors/app-error.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Renders the task's prompt for the job's input. */
export const renderPrompt: Stage = {
  name: 'render_prompt',
  applies: ({ task }) => task.render !== undefined,
  run: (run) => {
    try {
      const prompt = run.task.render?.(run.input, run.context);
      const { guidance } = run;
      run.prompt =
        prompt && guidance !== undefined
          ? { ...prompt, user: `${prompt.user}\n\n${fromReviewer(guidance)}` }
          : prompt;
      return CONTINUE;
    } catch (error) {
      const message = `The prompt could not be rendered: ${messageOf(error)}`;
      return { kind: 'fail', error: { code: 'prompt_failed', message } };
    }
  },
};

/** A reviewer who sent the job back has said what was wrong. */
function fromReviewer(guidance: string): string {
  return `A reviewer has looked at an earlier answer and asks you to heed this: ${guidance}`;
}
