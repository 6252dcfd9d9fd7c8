import type { BackoffStrategy } from 'bullmq';

/** Delays of errors that name none, in ms: doubled from the first to the last, with jitter. */
const DEFAULT_BOUNDS = { base_ms: 1_000, max_ms: 60_000 };

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

/** Exponential backoff for failures that say nothing of when to come again, in ms: half of it is jitter. */
export function jitteredBackoff(attemptsMade: number, { base_ms, max_ms } = DEFAULT_BOUNDS): number {
  const whole = Math.min(base_ms * 2 ** Math.max(0, attemptsMade - 1), max_ms);
  return Math.round(whole * (0.5 + Math.random() / 2));
}
