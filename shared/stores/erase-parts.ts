import { deliveryKeys } from './delivery-keys.ts';
import { DELIVERING_MS } from './erase-job.ts';
import { indexDigests } from './job-indexes.ts';
import type { StoredJob } from './read-job.ts';
import type { Store } from './store.ts';
import type { DueParts, Part } from './tenant-retention.ts';

/** Parts that are sealed with the job's own key. */
const SEALED: readonly Part[] = ['input', 'output', 'journal', 'delivery'];

/**
 * Erases parts of a final job whose retention has ended before its record's.
 * @returns false when it has changed since it was read, or still delivers: it is looked at again
 */
export async function eraseParts(
  store: Store,
  { record, input }: Pick<StoredJob, 'record' | 'input'>,
  { parts, next }: DueParts,
): Promise<boolean> {
  const { keys, redis } = store;
  const { tenant, id, version, cacheKey, erasedParts, subject } = record;
  const content: Record<Part, readonly string[]> = {
    input: [keys.jobInput(tenant, id)],
    output: [
      ...[keys.jobResult(tenant, id), keys.jobDeltas(tenant, id), keys.jobFeedback(tenant, id)],
      ...(cacheKey ? [keys.cachedAnswer(tenant, cacheKey)] : []),
    ],
    journal: [keys.jobJournal(tenant, id)],
    log: [keys.jobLog(tenant, id)],
    delivery: [keys.jobDeliveries(tenant, id)],
  };
  const gone = parts.flatMap((part) => content[part]);
  const deliveries = parts.includes('delivery') ? await redis.smembers(keys.jobDeliveries(tenant, id)) : [];
  // By its subject it must be found until its end.
  const listed = parts.includes('input')
    ? indexDigests(await store.tenantKeys(tenant), input ?? {}).filter((digest) => digest !== subject)
    : [];
  const erased = [...erasedParts, ...parts];
  const isEmpty = SEALED.every((part) => erased.includes(part));
  const reply = await store.run(
    'erase-parts',
    [
      ...[keys.job(tenant, id), keys.finishedJobs(tenant), keys.openDeliveries(tenant)],
      ...[keys.usageNames(tenant), ...gone],
      ...(await deliveryKeys(store, tenant, deliveries)),
      ...listed.map((digest) => keys.jobIndex(tenant, digest)),
    ],
    [
      ...[id, version, gone.length, deliveries.length, erased.join(','), next, isEmpty ? 1 : 0],
      ...[Date.now() + DELIVERING_MS, keys.jobSteps(), `${tenant} ${id}`, ...deliveries, ...listed],
    ],
  );
  return reply === 1;
}
