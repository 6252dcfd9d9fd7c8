/**
 * The states of a job and the legal moves between them (one table; the scripts in `shared/redis/lua`
 * receive the states a move may start from, so no second table exists).
 */
export const JOB_STATUSES = [
  'queued',
  'running',
  'awaiting_approval',
  'awaiting_review',
  'completed',
  'failed',
  'refused',
  'cancelled',
  'expired',
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

const FINAL = new Set<JobStatus>(['completed', 'failed', 'refused', 'cancelled', 'expired']);

const MOVES: Record<JobStatus, readonly JobStatus[]> = {
  queued: ['running', 'queued', 'cancelled', 'expired', 'refused', 'failed'],
  running: [
    'queued',
    'awaiting_approval',
    'awaiting_review',
    'completed',
    'failed',
    'refused',
    'cancelled',
    'expired',
  ],
  awaiting_approval: ['queued', 'completed', 'refused', 'cancelled', 'expired'],
  awaiting_review: ['queued', 'completed', 'refused', 'cancelled', 'expired'],
  failed: ['queued'],
  completed: [],
  refused: [],
  cancelled: [],
  expired: [],
};

/** Whether a job in this state has its one final result (only a redrive of `failed` leaves it again). */
export function isFinal(status: JobStatus): boolean {
  return FINAL.has(status);
}

/** Every state from which a job may move to `to`. */
export function statesBefore(to: JobStatus): JobStatus[] {
  return JOB_STATUSES.filter((from) => MOVES[from].includes(to));
}

/** States a reconciler must keep a live hop for. */
export function needsHop(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}
