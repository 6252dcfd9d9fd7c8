import type { Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { hopId } from '../../shared/queues/queue-names.ts';
import { eraseJob } from '../../shared/stores/erase-job.ts';
import { readJob } from '../../shared/stores/read-job.ts';

/**
 * Removes the final jobs of a tenant whose retention has ended, with all that hangs on them.
 * @returns how many were removed
 */
export async function sweepJobs(
  { store, queues }: Lifecycle,
  tenant: string,
  now: number,
  limit: number,
): Promise<number> {
  const { redis, keys } = store;
  const due = await redis.zrangebyscore(keys.finishedJobs(tenant), '-inf', now, 'LIMIT', 0, limit);
  let swept = 0;
  for (const id of due) {
    const job = await readJob(store, tenant, id);
    if (!job) {
      await redis.zrem(keys.finishedJobs(tenant), id);
      continue;
    }
    if (!(await eraseJob(store, job, 'purge'))) continue;
    await queues
      .queue(job.record.queue)
      .remove(hopId(id, job.record.hop))
      .catch(() => 0);
    swept += 1;
  }
  return swept;
}
