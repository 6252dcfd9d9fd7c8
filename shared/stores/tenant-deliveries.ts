import { FIRST_ATTEMPT_MS } from './move-job.ts';
import type { NewDelivery } from './new-delivery.ts';
import type { Store } from './store.ts';

/** A delivery that is still to be made when its retention ends is kept so much longer, in ms. */
const PENDING_MS = 3_600_000;

/**
 * Records a delivery that announces an event of the tenant itself.
 * @param at now, in Unix ms
 * @returns false when it was recorded before
 */
export async function addTenantDelivery(
  store: Store,
  tenant: string,
  { id, target, sealedMessage, fields }: NewDelivery,
  at: number,
): Promise<boolean> {
  const { keys } = store;
  const reply = await store.run(
    'add-delivery',
    [
      ...[keys.delivery(tenant, id), keys.deliveryMessage(tenant, id), keys.openDeliveries(tenant)],
      ...[keys.endpointDeliveries(tenant, target.endpointId), keys.tenantDeliveries(tenant)],
    ],
    [
      ...[id, sealedMessage, at, at + FIRST_ATTEMPT_MS, at + (await store.retention(tenant)).recordMs],
      JSON.stringify(fields),
    ],
  );
  return reply === 1;
}

/**
 * Removes a delivery of a tenant's own event whose retention has ended.
 * @returns false when it is still to be made; it is kept an hour longer
 */
export async function removeTenantDelivery(
  { keys, redis, run }: Store,
  tenant: string,
  id: string,
): Promise<boolean> {
  const endpoint = (await redis.hget(keys.delivery(tenant, id), 'endpoint')) ?? '';
  const reply = await run(
    'remove-delivery',
    [
      ...[keys.delivery(tenant, id), keys.deliveryMessage(tenant, id)],
      ...[keys.endpointDeliveries(tenant, endpoint), keys.tenantDeliveries(tenant)],
    ],
    [id, Date.now() + PENDING_MS],
  );
  return reply === 1;
}
