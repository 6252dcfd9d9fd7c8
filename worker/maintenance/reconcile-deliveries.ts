import type { Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { DELIVERIES_QUEUE, hopId } from '../../shared/queues/queue-names.ts';
import { readDeliveries } from '../../shared/stores/deliveries.ts';
import type { DeliveryRecord } from '../../shared/stores/delivery-record.ts';
import { checkDeliveryLater, requeueDelivery } from '../../shared/stores/requeue-delivery.ts';
import { inGroups, type Step } from './in-passes.ts';
import { readDue } from './read-due.ts';
import type { Look } from './reconcile-jobs.ts';

type Repair = Pick<Lifecycle, 'store' | 'queues'>;

/** A live hop is looked at again this much after it is due, in ms. */
const LIVE_CHECK_MS = 60_000;
/** Deliveries looked at at the same time. */
const AT_ONCE = 25;

/**
 * Gives every pending delivery of a tenant that is due for a check its hop back: one that was never added
 * under its own id, one that BullMQ has failed, completed or lost after its start under a new id.
 */
export async function reconcileDeliveries(lifecycle: Repair, tenant: string, look: Look): Promise<Step> {
  const { store } = lifecycle;
  const { now, log } = look;
  const open = store.keys.openDeliveries(tenant);
  const ids = await readDue(store.redis, open, now, look.limit);
  const found = await readDeliveries(store, tenant, ids);
  const byId = new Map(found.map(({ record }) => [record.id, record]));
  const later = now + Math.max(LIVE_CHECK_MS, look.intervalMs);
  const repaired = await inGroups(ids, AT_ONCE, async (id) => {
    const record = byId.get(id);
    try {
      if (record?.status === 'pending') return await repair(lifecycle, record, look);
    } catch (err) {
      log.error({ tenant, delivery_id: id, err }, 'a delivery could not be reconciled');
    }
    await checkDeliveryLater(store, tenant, id, later);
    return false;
  });
  return { looked: ids.length, done: repaired.filter(Boolean).length };
}

/** @returns whether the delivery's hop was missing */
async function repair(
  { store, queues }: Repair,
  delivery: DeliveryRecord,
  { now, intervalMs }: Look,
): Promise<boolean> {
  const { tenant, id, hop } = delivery;
  const delayMs = Math.max(0, (delivery.nextAttemptAt ?? now) - now);
  const later = now + delayMs + Math.max(LIVE_CHECK_MS, intervalMs);
  const queue = queues.queue(DELIVERIES_QUEUE);
  const state = await queue.getJobState(hopId(id, hop));
  const lost = state === 'unknown' || state === 'failed' || state === 'completed';
  if (!lost) {
    await checkDeliveryLater(store, tenant, id, later);
    return false;
  }
  // A hop that was started counts its starts from one again under the same id: the fence would refuse it.
  const fresh = state === 'unknown' && delivery.attempt === 0;
  const next = fresh ? hop : await requeueDelivery(store, delivery, 'repair', now, delayMs);
  if (next === undefined) return false;
  // Whatever BullMQ still holds of the old hop would keep its id taken.
  await queue.remove(hopId(id, hop)).catch(() => 0);
  await queues.addDeliveryHop(delivery, next, { delayMs, tries: delivery.tries });
  if (fresh) await checkDeliveryLater(store, tenant, id, later);
  return true;
}
