import { AppError } from '../errors/app-error.ts';
import { isId } from '../security/ids.ts';
import type { Waiting } from '../stores/job-content.ts';
import type { WaitingStatus } from '../stores/list-waiting.ts';
import { readJob, type StoredJob } from '../stores/read-job.ts';
import type { Store } from '../stores/store.ts';

/** A job that waits for people, with what it waits with. */
export interface WaitingJob extends StoredJob {
  readonly waiting: Waiting;
}

/** Who decides. */
export interface Decider {
  /** `key:…` or `user:…` */
  readonly actor: string;
  readonly roles: readonly string[];
}

/** @throws AppError `forbidden` where the decision is for another role */
export function requireRole({ waiting: { role } }: WaitingJob, { roles }: Decider): void {
  if (role !== undefined && !roles.includes(role)) {
    throw new AppError('forbidden', `Only the role ${role} may decide this.`);
  }
}

/**
 * Reads a job that waits for a decision.
 * @throws AppError `not_found`, `not_waiting` when it does not, or its time is up
 */
export async function loadWaiting(
  store: Store,
  tenant: string,
  id: string,
  status: WaitingStatus,
): Promise<WaitingJob> {
  const job = isId(id) ? await readJob(store, tenant, id) : undefined;
  if (!job) throw new AppError('not_found', `There is no job ${id}.`);
  const { record, result } = job;
  if (record.status !== status || !result?.waiting || record.expiresAt <= Date.now()) {
    const now = record.status === status ? 'past its time' : record.status;
    throw new AppError('not_waiting', `The job is ${now}; there is nothing to decide.`);
  }
  return { ...job, waiting: result.waiting };
}
