import { isFinal, needsHop } from '../../shared/contracts/job-states.ts';
import { addHop, changeJob, type Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { expireJob } from '../../shared/lifecycle/expire-job.ts';
import { hopId } from '../../shared/queues/queue-names.ts';
import { CHECK_INTERVAL_MS } from '../../shared/stores/move-job.ts';
import { readJob, type StoredJob } from '../../shared/stores/read-job.ts';

/** States in which BullMQ will bring a hop to a worker, or has. */
const LIVE = new Set(['waiting', 'prioritized', 'delayed', 'active', 'waiting-children']);

/**
 * Looks at the open jobs of a tenant that are due for it: ends those whose time is up, and gives every other
 * one that has no live hop a hop again, whatever became of the old one.
 * @returns how many jobs were repaired
 */
export async function reconcileJobs(
  lifecycle: Lifecycle,
  tenant: string,
  now: number,
  limit: number,
): Promise<number> {
  const { redis, keys } = lifecycle.store;
  const due = await redis.zrangebyscore(keys.openJobs(tenant), '-inf', now, 'LIMIT', 0, limit);
  const repaired = await Promise.all(due.map((id) => reconcileJob(lifecycle, tenant, id, now)));
  return repaired.filter(Boolean).length;
}

async function reconcileJob(lifecycle: Lifecycle, tenant: string, id: string, now: number): Promise<boolean> {
  const { redis, keys } = lifecycle.store;
  const job = await readJob(lifecycle.store, tenant, id);
  if (!job || isFinal(job.record.status)) {
    await redis.zrem(keys.openJobs(tenant), id);
    return false;
  }
  if (job.record.expiresAt <= now) return expireJob(lifecycle, job);
  const { record } = job;
  const repaired = needsHop(record.status) && (await ensureHop(lifecycle, job));
  const next = needsHop(record.status) ? now + CHECK_INTERVAL_MS : record.expiresAt;
  await redis.zadd(keys.openJobs(tenant), 'XX', Math.min(next, record.expiresAt), id);
  return repaired;
}

/** @returns whether the job had no live hop */
async function ensureHop(lifecycle: Lifecycle, job: StoredJob): Promise<boolean> {
  const { record } = job;
  const queue = lifecycle.queues.queue(record.queue);
  const id = hopId(record.id, record.hop);
  const state = await queue.getJobState(id);
  if (LIVE.has(state)) return false;
  const delayMs = Math.max(0, (record.retryAt ?? 0) - Date.now());
  if (state === 'unknown' && record.attempt === 0) {
    // It was never added, or never started: the same hop can be added, also by a slow api process meanwhile.
    // What a script that a full Redis stopped half-way has left of it would keep its id taken.
    await queue.remove(id).catch(() => 0);
    await addHop(lifecycle, record, delayMs);
    return true;
  }
  // BullMQ ignores an id it still holds, and counts the starts of one it has lost from one again, which the
  // fence would refuse.
  const moved = await changeJob(lifecycle, job, {
    to: 'queued',
    from: ['queued', 'running'],
    ifVersion: record.version,
    nextHopOn: record.queue,
    retryAt: delayMs > 0 ? record.retryAt : undefined,
    entry: { actor: 'reconciler', code: `hop_${state}` },
  });
  if (!moved.done) return false;
  await addHop(lifecycle, { ...record, hop: moved.hop }, delayMs);
  await queue.remove(id).catch(() => 0);
  return true;
}
