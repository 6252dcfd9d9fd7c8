import type { Catalog } from '../catalog/catalog.ts';
import type { TaskDefinition } from '../catalog/definitions.ts';
import { type MostTokens, worstCostOf } from './price.ts';
import { dearestPrice } from './prices-in-force.ts';

/** What a judge may answer, in tokens: a verdict, and what a model needs before it to think. */
export const JUDGE_OUTPUT_TOKENS = 512;
/** What a judge is told beside its criteria and the texts, in tokens. */
const INSTRUCTION_TOKENS = 1_024;

/** Whether models check what a task's jobs are given, or answer. */
export function isGuardedByModels({ guardrails = {} }: TaskDefinition): boolean {
  return guardrails.judge !== undefined || guardrails.moderation !== undefined;
}

/** When the calls may be made, in Unix ms. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * What the models cost at worst that check a job's input and answer, in micro-USD.
 * @param most of each call of the job's own model
 */
export function worstOfGuards(
  catalog: Catalog,
  { guardrails = {} }: TaskDefinition,
  most: readonly MostTokens[],
  { from, until }: Span,
): number {
  const read = Math.max(0, ...most.map(({ input }) => input));
  const written = Math.max(0, ...most.map(({ output }) => output));
  const costOf = (name: string, tokens: MostTokens) => {
    const price = catalog.model(name)?.definition.price;
    return price ? worstCostOf(dearestPrice(price, from, until), tokens) : 0;
  };
  const { judge, moderation } = guardrails;
  // Another tokenizer may make twice as much of the same words.
  const words = 2 * (read + written);
  const judging = (judge?.on ?? []).length * costOfJudge();
  const moderating =
    (moderation?.on ?? []).length * (moderation ? costOf(moderation.model, { input: words, output: 0 }) : 0);
  return judging + moderating;

  function costOfJudge(): number {
    if (!judge) return 0;
    const input = INSTRUCTION_TOKENS + Buffer.byteLength(judge.criteria) + words;
    return costOf(judge.model, { input, output: JUDGE_OUTPUT_TOKENS });
  }
}
