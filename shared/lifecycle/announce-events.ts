import { thresholdEvent } from '../cost/threshold-event.ts';
import { listEndpoints } from '../stores/list-endpoints.ts';
import { newDelivery } from '../stores/new-delivery.ts';
import { addTenantDelivery } from '../stores/tenant-deliveries.ts';
import type { Lifecycle } from './change-job.ts';

/**
 * Announces the events that scripts have left for a tenant to every endpoint that lists them. Whoever comes upon
 * one may do it, also twice: the deliveries have ids of the event, so each is made once.
 * @returns how many events there were
 */
export async function announceEvents(
  { store, deliver }: Pick<Lifecycle, 'store' | 'deliver'>,
  tenant: string,
): Promise<number> {
  const left = await store.redis.hgetall(store.keys.tenantEvents(tenant));
  const events = Object.entries(left).map(([id, stored]) => ({ id, event: thresholdEvent(stored) }));
  if (events.length === 0) return 0;
  const secrets = await store.tenantKeys(tenant);
  const endpoints = await listEndpoints(store, tenant);
  for (const { id, event } of events) {
    const wanting = endpoints.filter(
      ({ status, url, events: wanted }) => status === 'enabled' && url && wanted.includes(event.type),
    );
    for (const { id: endpointId } of wanting) {
      const deliveryId = secrets.deliveryId(id, endpointId);
      const delivery = await newDelivery(store, tenant, { endpointId }, event, deliveryId);
      const at = Date.now();
      if (!delivery || !(await addTenantDelivery(store, tenant, delivery, at))) continue;
      await deliver({ ...delivery, tenant, event: event.type, at });
    }
    await store.redis.hdel(store.keys.tenantEvents(tenant), id);
  }
  return events.length;
}
