import { parametersOf } from '../../shared/catalog/parameter-bounds.ts';
import type { Run } from '../pipeline/stage.ts';

/**
 * The part of a model's context that is planned with where nobody has said how much: tokenizers differ by up to a
 * third from the one that counts here.
 */
const CERTAIN = 0.75;
/** What providers add around the messages of a call, in tokens. */
const FRAME_TOKENS = 64;
/** What an answer is left where nobody says how long it may be: this many tokens, or a quarter of a small context. */
const ANSWER_TOKENS = 4_096;
const ANSWER_PART = 0.25;

/** How many tokens the context of a run may have: what its prompt says, and no more than its model has left. */
export function contextBudget({ task, model, job }: Run, otherTokens: number): number {
  const { context_tokens, max_output_tokens } = model.definition.capabilities;
  const declared = task.contextTokens ?? Number.POSITIVE_INFINITY;
  if (context_tokens === undefined) return declared;
  const answer =
    parametersOf(task.definition, job.input.parameters).max_output_tokens ??
    max_output_tokens ??
    Math.min(ANSWER_TOKENS, ANSWER_PART * context_tokens);
  const left = CERTAIN * context_tokens - answer - otherTokens - FRAME_TOKENS;
  return Math.min(declared, Math.max(0, Math.floor(left)));
}
