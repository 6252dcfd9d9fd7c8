import { needsHop } from '../shared/contracts/job-states.ts';
import { addHop, type Lifecycle } from '../shared/lifecycle/change-job.ts';
import type { JobRecord } from '../shared/stores/job-record.ts';

/**
 * Adds again what should follow a move that another attempt made and may not have lived to follow up: the
 * job's current hop, or the deliveries of its end. Adding what is there already does nothing.
 */
export async function repairFollowers(lifecycle: Lifecycle, record: JobRecord): Promise<void> {
  const { store, queues } = lifecycle;
  if (needsHop(record.status)) {
    await addHop(lifecycle, record);
    return;
  }
  const { tenant, id } = record;
  for (const delivery of await store.redis.smembers(store.keys.jobDeliveries(tenant, id))) {
    const facts = await store.redis.hmget(store.keys.delivery(tenant, delivery), 'status', 'event', 'hop');
    const [status, event, hop] = facts;
    if (status !== 'pending' || !event) continue;
    await queues.addDeliveryHop({ tenant, id: delivery, jobId: id, event }, Number(hop ?? 1));
  }
}
