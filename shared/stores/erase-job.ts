import { indexDigests } from './job-indexes.ts';
import type { StoredJob } from './read-job.ts';
import type { Store } from './store.ts';

/**
 * Erases the content of a final job. `tombstone` keeps its bare record (so that its idempotency key stays
 * taken); `purge` removes that too. Deliveries of the job go with it.
 * @returns false when the job has changed its state meanwhile: read again
 */
export async function eraseJob(store: Store, job: StoredJob, how: 'tombstone' | 'purge'): Promise<boolean> {
  const { keys, redis } = store;
  const { tenant, id, task, status } = job.record;
  const secrets = await store.tenantKeys(tenant);
  const deliveries = await redis.smembers(keys.jobDeliveries(tenant, id));
  const endpoints = await endpointsOf(store, tenant, deliveries);
  const gone = [
    ...[keys.jobInput(tenant, id), keys.jobResult(tenant, id), keys.jobJournal(tenant, id)],
    ...[keys.jobDeltas(tenant, id), keys.jobFeedback(tenant, id), keys.jobDeliveries(tenant, id)],
    ...deliveries.flatMap((delivery) => [
      keys.delivery(tenant, delivery),
      keys.deliveryBody(tenant, delivery),
    ]),
  ];
  const indexes = job.input
    ? indexDigests(secrets, job.input).map((digest) => keys.jobIndex(tenant, digest))
    : [];
  const reply = await store.run(
    'erase-job',
    [
      ...[keys.job(tenant, id), keys.openJobs(tenant), keys.finishedJobs(tenant)],
      ...[keys.jobPartition(tenant, task, status), keys.jobLog(tenant, id)],
      ...gone,
      ...indexes,
    ],
    [id, Date.now(), status, gone.length, how, keys.changes(), `${tenant} ${id}`],
  );
  if (reply === 0) return false;
  const unlisted = redis.pipeline();
  for (const [delivery, endpoint] of endpoints) {
    unlisted.zrem(keys.endpointDeliveries(tenant, endpoint), delivery);
    unlisted.zrem(keys.openDeliveries(tenant), delivery);
  }
  await unlisted.exec();
  return true;
}

async function endpointsOf(
  { redis, keys }: Store,
  tenant: string,
  deliveries: readonly string[],
): Promise<[string, string][]> {
  const found = await Promise.all(
    deliveries.map(
      async (delivery) => [delivery, await redis.hget(keys.delivery(tenant, delivery), 'endpoint')] as const,
    ),
  );
  return found.flatMap(([delivery, endpoint]) =>
    endpoint === null ? [] : [[delivery, endpoint] as [string, string]],
  );
}
