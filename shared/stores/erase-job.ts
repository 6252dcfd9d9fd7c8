import { deliveryKeys } from './delivery-keys.ts';
import { indexDigests } from './job-indexes.ts';
import type { StoredJob } from './read-job.ts';
import type { Store } from './store.ts';

/**
 * `changed`: the job has changed since it was read: read again. `delivering`: it was to be purged, but still
 * has a delivery to make; its retention is longer by an hour.
 */
export type Erasure = 'erased' | 'changed' | 'delivering';

/** How much longer a job is kept that still delivers, in ms. */
export const DELIVERING_MS = 3_600_000;

/**
 * Erases the content of a final job. `tombstone` keeps its bare record (so that its idempotency key stays
 * taken) and drops deliveries that are still to be made; `purge` removes the record too, once all deliveries
 * have come to their end. Deliveries of the job go with it.
 * @param digests under which it is listed, where the caller has read them while its content could be
 */
export async function eraseJob(
  store: Store,
  job: Pick<StoredJob, 'record' | 'input'>,
  how: 'tombstone' | 'purge',
  digests?: readonly string[],
): Promise<Erasure> {
  const { keys, redis } = store;
  const { tenant, id, task, status, version, cacheKey } = job.record;
  const secrets = await store.tenantKeys(tenant);
  const now = Date.now();
  const deliveries = await redis.smembers(keys.jobDeliveries(tenant, id));
  const content = [
    ...[keys.jobInput(tenant, id), keys.jobResult(tenant, id), keys.jobJournal(tenant, id)],
    ...[keys.jobDeltas(tenant, id), keys.jobFeedback(tenant, id), keys.jobDeliveries(tenant, id)],
    ...(cacheKey ? [keys.cachedAnswer(tenant, cacheKey)] : []),
  ];
  // Of one whose input went before only the subject is known.
  const bySubject = job.record.subject === undefined ? [] : [job.record.subject];
  const listed = digests ?? (job.input ? indexDigests(secrets, job.input) : bySubject);
  const reply = await store.run(
    'erase-job',
    [
      ...[keys.job(tenant, id), keys.openJobs(tenant), keys.finishedJobs(tenant)],
      ...[keys.jobPartition(tenant, task, status), keys.jobLog(tenant, id), keys.openDeliveries(tenant)],
      ...[keys.usageNames(tenant), ...content],
      ...(await deliveryKeys(store, tenant, deliveries)),
      ...listed.map((digest) => keys.jobIndex(tenant, digest)),
    ],
    [
      ...[id, now, version, content.length, how, keys.jobEnds(), `${tenant} ${id}`, now + DELIVERING_MS],
      ...[deliveries.length, ...deliveries, ...listed],
    ],
  );
  return reply === 0 ? 'changed' : reply === 2 ? 'delivering' : 'erased';
}
