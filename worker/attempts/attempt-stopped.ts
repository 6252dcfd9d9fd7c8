import type { Outcome } from '../pipeline/stage.ts';

/** Why an attempt was stopped from outside. */
export type StopReason = 'ended' | 'lock_lost' | 'expired' | 'drained';

/** Reason of an aborted attempt's signal; it says what the attempt comes to. */
export class AttemptStopped extends Error {
  override readonly name = 'AttemptStopped';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(reason);
    this.reason = reason;
  }

  /** What the attempt comes to. */
  get outcome(): Outcome {
    return OUTCOMES[this.reason];
  }
}

const OUTCOMES: Record<StopReason, Outcome> = {
  expired: { kind: 'expire' },
  drained: { kind: 'snooze', code: 'drained', afterMs: 0 },
  // Whoever ended the job, or has the lock now, has the last word.
  ended: { kind: 'abandon' },
  lock_lost: { kind: 'abandon' },
};
