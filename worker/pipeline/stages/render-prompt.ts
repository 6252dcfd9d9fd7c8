import type { RenderedPrompt } from '../../../shared/catalog/prompt-template.ts';
import { messageOf } from '../../../shared/errors/app-error.ts';
import { carryCanary, deriveCanary } from '../../guardrails/leakage/canary.ts';
import { CONTINUE, type Run, type Stage, type StageDependencies } from '../stage.ts';

/** Renders the task's prompt for the job's input. */
export const renderPrompt: Stage = {
  name: 'render_prompt',
  applies: ({ task }) => task.render !== undefined,
  run: async (run, dependencies) => {
    try {
      const rendered = run.task.render?.(run.input, run.context);
      const prompt = rendered && (await marked(run, rendered, dependencies));
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

/** Where leaks are looked for, the instructions carry a mark of the job's own. */
async function marked(
  run: Run,
  prompt: RenderedPrompt,
  { canarySecret }: StageDependencies,
): Promise<RenderedPrompt> {
  if (!run.task.definition.guardrails?.prompt_leakage || prompt.system === undefined) return prompt;
  run.instructions = prompt.system;
  run.canary = deriveCanary(await canarySecret(run.claim.tenant), run.claim.id);
  return { ...prompt, system: carryCanary(prompt.system, run.canary) };
}

/** A reviewer who sent the job back has said what was wrong. */
function fromReviewer(guidance: string): string {
  return `A reviewer has looked at an earlier answer and asks you to heed this: ${guidance}`;
}
