import type { BackoffStrategy } from 'bullmq';

/** Delays of errors that name none, in ms: doubled from the first to the last, with jitter. */
const FIRST_MS = 1_000;
const LAST_MS = 60_000;

/**
 * Ends an attempt whose hop is to run again after a delay of its own. It is stored with the hop, so its
 * message is a code and it has no stack.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly delayMs: number;

  /**
   * @param code why, as a code
   * @param delayMs until the next attempt, at least
   */
  constructor(code: string, delayMs: number) {
    super(code);
    this.stack = '';
    this.delayMs = delayMs;
  }
}

/** BullMQ's custom backoff: the delay that the error asks for, else exponential with jitter. */
export const backoffStrategy: BackoffStrategy = (attemptsMade, _type, error) => {
  if (error instanceof RetryLater) return Math.max(0, Math.round(error.delayMs));
  return jitteredBackoff(attemptsMade);
};

/** Exponential backoff for failures that say nothing of when to come again, in ms. */
export function jitteredBackoff(attemptsMade: number, random: () => number = Math.random): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.max(0, attemptsMade - 1), LAST_MS);
  return Math.round(whole * (0.5 + random() / 2));
}
