import type { Outcome } from './stage.ts';

/** A provider that wants to be left alone for longer, in ms, has its breaker opened instead. */
const LONGEST_REST_MS = 10_000;

/** The code that an outcome has failed with, or waits for. */
export function codeOf(outcome: Outcome): string | undefined {
  if ('error' in outcome) return outcome.error.code;
  return outcome.kind === 'snooze' ? outcome.code : undefined;
}

/**
 * How long the queue of a model rests that a job leaves, in ms: no longer than jobs that could go elsewhere too may wait
 * in it.
 */
export function restOf(outcome: Outcome): number | undefined {
  const rests = outcome.kind === 'snooze' && outcome.slowQueue && outcome.afterMs <= LONGEST_REST_MS;
  return rests ? outcome.afterMs : undefined;
}
