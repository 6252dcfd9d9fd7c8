import type { Catalog, Pins } from '../catalog/catalog.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { mostOfCalls } from './most-tokens.ts';
import { type MostTokens, worstCostOf } from './price.ts';

/**
 * The most that a job can cost, in micro-USD: every call it may make, each as long as it may be. A job whose
 * definitions are gone or whose prompt does not render makes no call.
 */
export function worstCostOfJob(
  catalog: Catalog,
  job: Pins & Pick<JobRecord, 'model'>,
  input: Pick<JobInput, 'input' | 'parameters'>,
): number {
  const task = catalog.pinned(job);
  const model = catalog.model(job.model);
  if (!task || !model) return 0;
  const calls = callsIfPossible(() =>
    mostOfCalls(task.definition, model.definition, { ...input, prompt: task.render?.(input.input) }),
  );
  return calls.reduce((sum, most) => sum + worstCostOf(model.definition.price, most), 0);
}

/** A prompt that does not render here does not in the worker either, which then says why. */
function callsIfPossible(count: () => MostTokens[]): MostTokens[] {
  try {
    return count();
  } catch {
    return [];
  }
}
