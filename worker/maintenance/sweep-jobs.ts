import type { Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { eraseJob } from '../../shared/stores/erase-job.ts';
import { readJob } from '../../shared/stores/read-job.ts';
import { inGroups, type Step } from './in-passes.ts';
import type { Look } from './reconcile-jobs.ts';

/** Jobs removed at the same time: each is read with its content. */
const AT_ONCE = 10;
/** A job that could not be removed is tried again after this, in ms. */
const POSTPONED_MS = 3_600_000;

/** Removes the final jobs of a tenant whose retention has ended, with all that hangs on them. */
export async function sweepJobs(
  lifecycle: Lifecycle,
  tenant: string,
  { now, limit, log }: Omit<Look, 'intervalMs'>,
): Promise<Step> {
  const { redis, keys } = lifecycle.store;
  const finished = keys.finishedJobs(tenant);
  const due = await redis.zrangebyscore(finished, '-inf', now, 'LIMIT', 0, limit);
  const swept = await inGroups(due, AT_ONCE, async (id) => {
    try {
      return await sweepJob(lifecycle, tenant, id);
    } catch (err) {
      log.error({ tenant, job_id: id, err }, 'a job could not be swept');
      await redis.zadd(finished, 'XX', now + POSTPONED_MS, id);
      return false;
    }
  });
  return { looked: due.length, done: swept.filter(Boolean).length };
}

/** @returns whether the job was removed */
async function sweepJob({ store, queues }: Lifecycle, tenant: string, id: string): Promise<boolean> {
  const job = await readJob(store, tenant, id);
  if (!job) {
    await store.redis.zrem(store.keys.finishedJobs(tenant), id);
    return false;
  }
  if ((await eraseJob(store, job, 'purge')) !== 'erased') return false;
  const { queue, hop } = job.record;
  await queues.removeHop(queue, id, hop);
  return true;
}
