import { isFinal } from '../contracts/job-states.ts';
import { AppError } from '../errors/app-error.ts';
import { readJob, type StoredJob } from '../stores/read-job.ts';
import { changeJob, type Lifecycle } from './change-job.ts';
import { removeHops } from './remove-hops.ts';

/**
 * Cancels a job wherever it is: a waiting one ends at once, a running one has its model call aborted.
 * Cancelling a cancelled job again is not an error.
 * @returns the job as it is now
 * @throws AppError `not_found`, `job_final`
 */
export async function cancelJob(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  actor: string,
): Promise<StoredJob> {
  const { store, queues } = lifecycle;
  const job = await readJob(store, tenant, id);
  if (!job) throw new AppError('not_found', `There is no job ${id}.`);
  const { record } = job;
  if (record.status === 'cancelled') {
    // Whoever asks again may have seen the attempt go on.
    await store.redis.publish(store.keys.aborts(), `${tenant} ${id}`);
    return job;
  }
  if (isFinal(record.status)) {
    throw new AppError('job_final', `The job is ${record.status}; it can no longer be cancelled.`);
  }
  const moved = await changeJob(lifecycle, job, {
    to: 'cancelled',
    error: { code: 'cancelled' },
    entry: { actor, code: 'cancelled' },
  });
  if (!moved.done) return cancelJob(lifecycle, tenant, id, actor);
  // A hop that still waits has nothing left to do; one that runs cannot be removed and ends by itself.
  await removeHops(queues, record);
  return (await readJob(store, tenant, id)) ?? job;
}
