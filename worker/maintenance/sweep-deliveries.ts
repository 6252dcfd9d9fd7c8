import type { Store } from '../../shared/stores/store.ts';
import { removeTenantDelivery } from '../../shared/stores/tenant-deliveries.ts';
import { inGroups, type Step } from './in-passes.ts';

/** Deliveries removed at the same time. */
const AT_ONCE = 25;

/** Removes the deliveries of a tenant's own events whose retention has ended; those of jobs go with their jobs. */
export async function sweepDeliveries(store: Store, tenant: string, limit: number): Promise<Step> {
  const { redis, keys } = store;
  const due = await redis.zrangebyscore(keys.tenantDeliveries(tenant), '-inf', Date.now(), 'LIMIT', 0, limit);
  const swept = await inGroups(due, AT_ONCE, (id) => removeTenantDelivery(store, tenant, id));
  return { looked: due.length, done: swept.filter(Boolean).length };
}
