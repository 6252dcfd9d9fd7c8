import type { Catalog, Pins } from '../catalog/catalog.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { mostOfCalls } from './most-tokens.ts';
import { worstCostOf } from './price.ts';

/**
 * The most that a job can cost, in micro-USD: every call it may make, each as long as it may be. Where several models
 * are asked side by side, that is one call of each, and all those of the dearest that the job may go up to. A job whose
 * definitions are gone or whose prompt does not render makes no call.
 */
export function worstCostOfJob(
  catalog: Catalog,
  job: Pins & Pick<JobRecord, 'model'>,
  input: Pick<JobInput, 'input' | 'parameters' | 'choice'>,
): number {
  const task = catalog.pinned(job);
  const prompt = task && renderIfPossible(() => task.render?.(input.input) ?? null);
  if (!task || prompt === undefined) return 0;
  const text = JSON.stringify(prompt);
  const callsOf = (name: string) => {
    const definition = catalog.model(name)?.definition;
    const most = definition ? mostOfCalls(task.definition, definition, text, input) : [];
    return most.map((tokens) => (definition ? worstCostOf(definition.price, tokens) : 0));
  };
  const { asked, above } = partsOf(input.choice);
  if (asked.length === 0) return sum(callsOf(job.model));
  const up = above.map((name) => sum(callsOf(name)));
  return sum(asked.map((name) => callsOf(name)[0] ?? 0)) + Math.max(0, ...up);
}

/** The models of a choice that are asked side by side, and those that the job may go up to. */
function partsOf(choice: JobInput['choice'] = {}) {
  const which = (...reasons: string[]) =>
    Object.keys(choice).filter((model) => reasons.includes(choice[model] ?? ''));
  return { asked: which('asked'), above: which('lower_rank', 'breaker_open', 'too_slow') };
}

function sum(costs: readonly number[]): number {
  return costs.reduce((all, cost) => all + cost, 0);
}

/** A prompt that fails here fails in the worker as well, which then says why. */
function renderIfPossible<Prompt>(render: () => Prompt): Prompt | undefined {
  try {
    return render();
  } catch {
    return undefined;
  }
}
