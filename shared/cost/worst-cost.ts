import type { Catalog, Pins } from '../catalog/catalog.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { mostOfCalls } from './most-tokens.ts';
import { worstCostOf } from './price.ts';

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
  const prompt = task && renderIfPossible(() => task.render?.(input.input) ?? null);
  if (!task || !model || prompt === undefined) return 0;
  const calls = mostOfCalls(task.definition, model.definition, JSON.stringify(prompt), input);
  return calls.reduce((sum, tokens) => sum + worstCostOf(model.definition.price, tokens), 0);
}

/** A prompt that fails here fails in the worker as well, which then says why. */
function renderIfPossible<Prompt>(render: () => Prompt): Prompt | undefined {
  try {
    return render();
  } catch {
    return undefined;
  }
}
