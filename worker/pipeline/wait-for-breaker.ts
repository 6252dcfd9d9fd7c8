import { jitteredBackoff } from '../../shared/queues/retry-later.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

/** How long a job waits beyond a breaker's time, in ms, the longer the more often it has begun. */
const BACKOFF = { base_ms: 100, max_ms: 10_000 };
/** Failed probes of one job after which it may be what fails them, and then steps back behind others. */
const MOST_PROBES = 3;
const STEP_BACK = { base_ms: 2_000, max_ms: 240_000 };

/**
 * Waits until the model may be called again, and then a little, so that not all come back at once. A job whose probes
 * go on failing waits longer each time: were it the job that breaks the model, others now find that the model is
 * back, and what then fails is its own. Were the model really out, it would lose no more time than it has waited.
 */
export function waitForBreaker(
  { job: { record }, claim, failedProbe }: Pick<Run, 'job' | 'claim' | 'failedProbe'>,
  { breakers }: { readonly breakers: Pick<StageDependencies['breakers'], 'openUntil'> },
): Outcome {
  const openMs = Math.max(0, (breakers.openUntil(record.model) ?? 0) - Date.now());
  const beyond = record.failedProbes + (failedProbe ? 1 : 0) - MOST_PROBES;
  const backoff = beyond > 0 ? jitteredBackoff(beyond, STEP_BACK) : jitteredBackoff(claim.attempt, BACKOFF);
  return { kind: 'snooze', code: 'breaker_open', afterMs: openMs + backoff };
}
