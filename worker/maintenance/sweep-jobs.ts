import { appendAudit } from '../../shared/audit/append-audit.ts';
import { isFinal } from '../../shared/contracts/job-states.ts';
import type { Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { eraseJob } from '../../shared/stores/erase-job.ts';
import { eraseParts } from '../../shared/stores/erase-parts.ts';
import { holdOn, type LegalHold, readHolds } from '../../shared/stores/legal-holds.ts';
import { readJob } from '../../shared/stores/read-job.ts';
import { dueParts } from '../../shared/stores/tenant-retention.ts';
import { inGroups, type Step } from './in-passes.ts';
import type { Look } from './reconcile-jobs.ts';

/** Jobs removed at the same time: each is read with its content. */
const AT_ONCE = 10;
/** A job that could not be removed is tried again after this, in ms. */
const POSTPONED_MS = 3_600_000;

/** A job that is held is looked at again after this, in ms. */
const HELD_MS = 3_600_000;

/** Removes parts of a tenant's final jobs whose retention has ended, and in the end all that hangs on them. */
export async function sweepJobs(
  lifecycle: Lifecycle,
  tenant: string,
  { now, limit, log }: Omit<Look, 'intervalMs'>,
): Promise<Step> {
  const { redis, keys } = lifecycle.store;
  const finished = keys.finishedJobs(tenant);
  const due = await redis.zrangebyscore(finished, '-inf', now, 'LIMIT', 0, limit);
  if (due.length === 0) return { looked: 0, done: 0 };
  const holds = await readHolds(lifecycle.store, tenant);
  const swept = await inGroups(due, AT_ONCE, async (id) => {
    try {
      return await sweepJob(lifecycle, tenant, id, now, holds);
    } catch (err) {
      log.error({ tenant, job_id: id, err }, 'a job could not be swept');
      await redis.zadd(finished, 'XX', now + POSTPONED_MS, id);
      return false;
    }
  });
  return { looked: due.length, done: swept.filter(Boolean).length };
}

/** @returns whether anything of the job was removed */
async function sweepJob(
  { store, queues }: Lifecycle,
  tenant: string,
  id: string,
  now: number,
  holds: readonly LegalHold[],
): Promise<boolean> {
  const finished = store.keys.finishedJobs(tenant);
  const job = await readJob(store, tenant, id);
  if (!job) {
    await store.redis.zrem(finished, id);
    return false;
  }
  const { record } = job;
  // It was put back to work meanwhile.
  if (!isFinal(record.status)) return false;
  if (holdOn(holds, record)) {
    await store.redis.zadd(finished, 'XX', now + HELD_MS, id);
    return false;
  }
  const { queue, hop, sensitivity, finishedAt = now, erasedParts, deletedAt } = record;
  const retention = await store.retention(tenant);
  const due = dueParts(retention, sensitivity, finishedAt, now, erasedParts);
  const audited = { actor: 'retention', target: id };
  if (finishedAt + retention.recordMs > now) {
    // Of a tombstone nothing is left but its record.
    if (deletedAt !== undefined || due.parts.length === 0) {
      await store.redis.zadd(
        finished,
        'XX',
        deletedAt === undefined ? due.next : finishedAt + retention.recordMs,
        id,
      );
      return false;
    }
    if (!(await eraseParts(store, job, due))) return false;
    await appendAudit(store, tenant, { ...audited, action: 'job.erase_parts', reason: due.parts.join(', ') });
    return true;
  }
  if ((await eraseJob(store, job, 'purge')) !== 'erased') return false;
  await queues.removeHop(queue, id, hop);
  await appendAudit(store, tenant, { ...audited, action: 'job.purge' });
  return true;
}
