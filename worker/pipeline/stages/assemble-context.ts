import { messageOf } from '../../../shared/errors/app-error.ts';
import { contextBudget } from '../../context/context-budget.ts';
import { loadTokenCounter } from '../../context/count-tokens.ts';
import { type Cut, fitBlocks } from '../../context/fit-blocks.ts';
import { measure } from '../../context/trim-text.ts';
import { CONTINUE, type Outcome, type Run, type Stage } from '../stage.ts';

/** Renders the prompt's context blocks and cuts them to what the budget and the model have room for. */
export const assembleContext: Stage = {
  name: 'assemble_context',
  applies: ({ task }) => task.renderContext !== undefined,
  run: async (run) => {
    try {
      return await assemble(run);
    } catch (error) {
      const message = `The context could not be put together: ${messageOf(error)}`;
      return { kind: 'fail', error: { code: 'prompt_failed', message } };
    }
  },
};

async function assemble(run: Run): Promise<Outcome> {
  const { task } = run;
  const blocks = task.renderContext?.(run.input) ?? [];
  const others = wordsBeside(run);
  run.context = new Map(blocks.map(({ name, text }) => [name, text]));
  // No text has more tokens than bytes, so most need not be counted.
  const bytes = blocks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes <= contextBudget(run, Buffer.byteLength(others))) return CONTINUE;
  const count = await loadTokenCounter();
  const most = run.model.definition.capabilities.context_tokens ?? 0;
  const budget = contextBudget(run, most === 0 ? 0 : measure(others, most, count));
  const { texts, cuts } = fitBlocks(blocks, budget, count);
  run.context = texts;
  if (cuts.length > 0) run.timer.start('trim_context')('trimmed', { details: detailsOf(cuts, budget) });
  return CONTINUE;
}

/** Everything else that the model is given to read. */
function wordsBeside({ task, input }: Run): string {
  return JSON.stringify([task.render?.(input), task.definition.output_schema]);
}

/** Which blocks were cut, and to what; no word of them. */
function detailsOf(cuts: readonly Cut[], budget: number): Record<string, string | number> {
  const words = ({ had, kept }: Cut) => {
    const all = Number.isFinite(had) ? `${had}` : `more than ${budget}`;
    return kept === 0 ? `dropped ${all} tokens` : `kept ${kept} of ${all} tokens`;
  };
  return { budget_tokens: budget, ...Object.fromEntries(cuts.map((cut) => [cut.name, words(cut)])) };
}
