import { isFinal, needsHop } from '../../shared/contracts/job-states.ts';
import { addHop, changeJob, type Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { expireJob } from '../../shared/lifecycle/expire-job.ts';
import { hopId } from '../../shared/queues/queue-names.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { CHECK_INTERVAL_MS } from '../../shared/stores/move-job.ts';
import { readJob, readRecords } from '../../shared/stores/read-job.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { inGroups, type Step } from './in-passes.ts';
import { readDue } from './read-due.ts';
import { repairBranches } from './repair-branches.ts';

/** One look at what is due. */
export interface Look {
  /** Unix ms. */
  readonly now: number;
  /** Records looked at. */
  readonly limit: number;
  /** When a hop that waits is looked at again, in ms. */
  readonly intervalMs: number;
  readonly log: Pick<Logger, 'error'>;
}

interface Verdict {
  readonly repaired: boolean;
  /** When to look again, in Unix ms; `never` for a job that has ended. */
  readonly next: number | 'never';
}

/** States in which BullMQ will bring a hop to a worker. */
const WAITING = new Set(['waiting', 'prioritized', 'delayed', 'waiting-children']);
/** Jobs looked at at the same time: one that expires is read with its content. */
const AT_ONCE = 25;

/**
 * Looks at the open jobs of a tenant that are due for it: ends those whose time is up, and gives every other
 * one that has no live hop a hop again, whatever became of the old one.
 */
export async function reconcileJobs(lifecycle: Lifecycle, tenant: string, look: Look): Promise<Step> {
  const { store } = lifecycle;
  const { now, limit, log } = look;
  const open = store.keys.openJobs(tenant);
  const ids = await readDue(store.redis, open, now, limit);
  if (ids.length === 0) return { looked: 0, done: 0 };
  const records = new Map((await readRecords(store, tenant, ids)).map((record) => [record.id, record]));
  const verdicts = await inGroups(ids, AT_ONCE, async (id) => {
    try {
      return await reconcileJob(lifecycle, records.get(id), look);
    } catch (err) {
      log.error({ tenant, job_id: id, err }, 'a job could not be reconciled');
      return { repaired: false, next: now + CHECK_INTERVAL_MS };
    }
  });
  const next = verdicts.flatMap((verdict, i) => [
    ids[i] ?? '',
    verdict.next === 'never' ? '' : String(verdict.next),
  ]);
  await store.run('check-jobs', [open], [now, ...next]);
  return { looked: ids.length, done: verdicts.filter(({ repaired }) => repaired).length };
}

async function reconcileJob(
  lifecycle: Lifecycle,
  record: JobRecord | undefined,
  { now, intervalMs }: Look,
): Promise<Verdict> {
  if (!record || isFinal(record.status)) return { repaired: false, next: 'never' };
  if (record.expiresAt <= now) {
    const job = await readJob(lifecycle.store, record.tenant, record.id);
    return {
      repaired: job !== undefined && (await expireJob(lifecycle, job)),
      next: now + CHECK_INTERVAL_MS,
    };
  }
  if (!needsHop(record.status)) return { repaired: false, next: record.expiresAt };
  if (openBranches(record).length > 0) {
    const repaired = await repairBranches(lifecycle.queues, record);
    const next = now + (repaired ? CHECK_INTERVAL_MS : intervalMs);
    return { repaired, next: Math.min(next, record.expiresAt) };
  }
  const state = await lifecycle.queues.queue(record.queue).getJobState(hopId(record.id, record.hop));
  const waits = WAITING.has(state);
  const repaired = !waits && state !== 'active' && (await replaceHop(lifecycle, record, state));
  const next = Math.max(now, record.retryAt ?? 0) + (waits ? intervalMs : CHECK_INTERVAL_MS);
  return { repaired, next: Math.min(next, record.expiresAt) };
}

/**
 * Gives a job a live hop in place of its own.
 * @param state in which BullMQ holds the old one
 * @returns false when the job has moved on meanwhile
 */
async function replaceHop(lifecycle: Lifecycle, record: JobRecord, state: string): Promise<boolean> {
  const queue = lifecycle.queues.queue(record.queue);
  const id = hopId(record.id, record.hop);
  const delayMs = Math.max(0, (record.retryAt ?? 0) - Date.now());
  if (state === 'unknown' && record.attempt === 0) {
    // It was never added, or never started: the same hop can be added, also by a slow api process meanwhile.
    // What a script that a full Redis stopped half-way has left of it would keep its id taken.
    await queue.remove(id).catch(() => 0);
    await addHop(lifecycle, record, { delayMs });
    return true;
  }
  // BullMQ ignores an id it still holds, and counts the starts of one it has lost from one again, which the
  // fence would refuse.
  const moved = await changeJob(
    lifecycle,
    { record },
    {
      to: 'queued',
      from: ['queued', 'running'],
      ifVersion: record.version,
      nextHopOn: record.queue,
      retryAt: delayMs > 0 ? record.retryAt : undefined,
      entry: { actor: 'reconciler', code: `hop_${state}` },
    },
  );
  if (!moved.done) return false;
  await addHop(lifecycle, { ...record, hop: moved.hop }, { delayMs });
  await queue.remove(id).catch(() => 0);
  return true;
}
