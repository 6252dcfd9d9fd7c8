import type { Catalog, CompiledTask, Model, Pins } from '../catalog/catalog.ts';
import { samplesOf } from '../catalog/confidence-settings.ts';
import { MOST_BYTES_PER_TOKEN } from '../catalog/context-blocks.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { isGuardedByModels, worstOfGuards } from './guard-calls.ts';
import { mostOfCalls } from './most-tokens.ts';
import { worstCostOf } from './price.ts';
import { dearestPrice } from './prices-in-force.ts';

/**
 * The most that a job can cost, in micro-USD: every call it may make, each as long as it may be, at the dearest price
 * that is in force until it expires. Where several models are asked side by side, that is one call of each, and all
 * those of the dearest that the job may go up to. A job whose
 * definitions are gone or whose prompt does not render makes no call.
 */
export function worstCostOfJob(
  catalog: Catalog,
  job: Pins & Pick<JobRecord, 'model' | 'expiresAt'>,
  input: Pick<JobInput, 'input' | 'parameters' | 'choice'>,
): number {
  const task = catalog.pinned(job);
  if (!task) return 0;
  const now = Date.now();
  const prompt = renderIfPossible(task, input.input);
  const mostOf = (name: string) => {
    const model = catalog.model(name);
    if (!model || !prompt) return [];
    return mostOfCalls(task.definition, model.definition, longestPrompt(prompt, task, model), input);
  };
  const callsOf = (name: string) => {
    const price = dearestPrice(catalog.model(name)?.definition.price ?? FREE, now, job.expiresAt);
    return mostOf(name).map((tokens) => worstCostOf(price, tokens));
  };
  const ofAnswer = (name: string) => {
    const calls = callsOf(name);
    return sum(calls) + samplesOf(task.definition) * (calls[0] ?? 0);
  };
  const ofGuards = (names: readonly string[]) => {
    const when = { from: now, until: job.expiresAt };
    return isGuardedByModels(task.definition)
      ? worstOfGuards(catalog, task.definition, names.flatMap(mostOf), when)
      : 0;
  };
  const { asked, above } = partsOf(input.choice);
  if (asked.length === 0) return ofAnswer(job.model) + ofGuards([job.model]);
  const up = above.map(ofAnswer);
  const ofMembers = sum(asked.map((name) => callsOf(name)[0] ?? 0));
  return ofMembers + Math.max(0, ...up) + ofGuards([...asked, ...above]);
}

const FREE = { input: 0, output: 0 };

/** The models of a choice that are asked side by side, and those that the job may go up to. */
function partsOf(choice: JobInput['choice'] = {}) {
  const which = (...reasons: string[]) =>
    Object.keys(choice).filter((model) => reasons.includes(choice[model] ?? ''));
  return { asked: which('asked'), above: which('lower_rank', 'breaker_open', 'too_slow') };
}

function sum(costs: readonly number[]): number {
  return costs.reduce((all, cost) => all + cost, 0);
}

/** A prompt as JSON. */
interface Rendered {
  readonly words: string;
  /** All of its blocks, each at its whole length. */
  readonly context: string;
}

/** What the model is given to read where all of the context counts that the budget could have room for. */
function longestPrompt(
  { words, context }: Rendered,
  { contextTokens }: CompiledTask,
  { definition }: Model,
): string {
  const { context_tokens = Number.POSITIVE_INFINITY } = definition.capabilities;
  const tokens = Math.min(contextTokens ?? context_tokens, context_tokens);
  return words + context.slice(0, tokens * MOST_BYTES_PER_TOKEN);
}

/** A prompt that fails here fails in the worker as well, which then says why. */
function renderIfPossible({ render, renderContext }: CompiledTask, input: unknown): Rendered | undefined {
  try {
    const blocks = renderContext?.(input).map(({ text }) => text);
    return { words: JSON.stringify(render?.(input) ?? null), context: blocks ? JSON.stringify(blocks) : '' };
  } catch {
    return undefined;
  }
}
