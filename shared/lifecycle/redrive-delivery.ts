import { appendAudit } from '../audit/append-audit.ts';
import { AppError } from '../errors/app-error.ts';
import { DELIVERIES_QUEUE } from '../queues/queue-names.ts';
import { readDelivery, type StoredDelivery } from '../stores/deliveries.ts';
import type { DeliveryRecord } from '../stores/delivery-record.ts';
import { readEndpoint } from '../stores/endpoints.ts';
import { requeueDelivery } from '../stores/requeue-delivery.ts';
import type { Lifecycle } from './change-job.ts';

/**
 * Sends a delivery again, in whatever state it is: at once, on a new hop, with a fresh schedule and under
 * the same `webhook-id`. A pending one does not wait for its next attempt; one under way is superseded.
 * @param actor who asked: `key:…` or `user:…`
 * @returns the delivery, pending
 * @throws AppError `not_found`, `endpoint_disabled`
 */
export async function redriveDelivery(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  actor: string,
): Promise<StoredDelivery> {
  const { store } = lifecycle;
  const unknown = () => new AppError('not_found', `There is no delivery ${id}.`);
  const delivery = await readDelivery(store, tenant, id);
  if (!delivery) throw unknown();
  const { record } = delivery;
  if (!record.own) await requireReachable(lifecycle, tenant, record.endpointId);
  if (!(await sendAgain(lifecycle, record))) return redriveDelivery(lifecycle, tenant, id, actor);
  await appendAudit(store, tenant, { actor, action: 'delivery.redrive', target: id });
  const redriven = await readDelivery(store, tenant, id);
  if (!redriven) throw unknown();
  return redriven;
}

/**
 * Refuses an endpoint that could not be delivered to.
 * @throws AppError `not_found`, `endpoint_disabled`
 */
export async function requireReachable(
  { store }: Pick<Lifecycle, 'store'>,
  tenant: string,
  endpointId: string,
): Promise<void> {
  const endpoint = await readEndpoint(store, tenant, endpointId);
  if (!endpoint) throw new AppError('not_found', `There is no webhook endpoint ${endpointId}.`);
  if (endpoint.status === 'enabled') return;
  throw new AppError('endpoint_disabled', `The webhook endpoint ${endpointId} is disabled; enable it first.`);
}

/**
 * Puts a delivery on a new hop that starts at once: first the record, then the hop, then the old hop, which
 * has done its duty as a dead letter.
 * @returns false when the delivery has moved on since it was read
 */
export async function sendAgain(
  { store, queues }: Pick<Lifecycle, 'store' | 'queues'>,
  record: DeliveryRecord,
): Promise<boolean> {
  const hop = await requeueDelivery(store, record, 'redrive', Date.now());
  if (hop === undefined) return false;
  await queues.addDeliveryHop(record, hop);
  await queues.removeHop(DELIVERIES_QUEUE, record.id, record.hop);
  return true;
}
