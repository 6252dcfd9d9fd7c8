import { appendAudit } from '../audit/append-audit.ts';
import { isFinal } from '../contracts/job-states.ts';
import { AppError } from '../errors/app-error.ts';
import { eraseJob } from '../stores/erase-job.ts';
import { markErased } from '../stores/erased-mark.ts';
import { readJob } from '../stores/read-job.ts';
import { cancelJob } from './cancel-job.ts';
import type { Lifecycle } from './change-job.ts';
import { refuseHeldJob } from './refuse-held.ts';

/** What has become of a job. */
export interface DeletedJob {
  /** Unix ms. */
  readonly deletedAt: number;
  /** Whether the key of its content is destroyed. */
  readonly keyDestroyed: boolean;
}

/**
 * Cancels a job if need be and erases everything it holds; a tombstone keeps its id and its idempotency
 * key. Deleting again answers the same.
 * @param digests see `eraseJob`
 * @throws AppError `not_found`, `legal_hold`
 */
export async function deleteJob(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  actor: string,
  digests?: readonly string[],
): Promise<DeletedJob> {
  const { store, queues } = lifecycle;
  for (;;) {
    const job = await readJob(store, tenant, id);
    if (!job) throw new AppError('not_found', `There is no job ${id}.`);
    const { record } = job;
    if (record.deletedAt !== undefined) {
      return { deletedAt: record.deletedAt, keyDestroyed: record.dataKey === undefined };
    }
    await refuseHeldJob(store, record);
    if (!isFinal(record.status)) {
      await cancelJob(lifecycle, tenant, id, actor).catch(ignoreFinal);
      continue;
    }
    if ((await eraseJob(store, job, 'tombstone', digests)) === 'changed') continue;
    await markErased(store);
    await queues.removeHop(record.queue, id, record.hop);
    await appendAudit(store, tenant, { actor, action: 'job.delete', target: id });
  }
}

/** The job ended by itself between reading and cancelling: just as well. */
function ignoreFinal(error: unknown): void {
  if (error instanceof AppError && error.code === 'job_final') return;
  throw error;
}
