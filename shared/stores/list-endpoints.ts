import { type Endpoint, readEndpoint } from './endpoints.ts';
import type { Store } from './store.ts';

/** Endpoints a tenant may have. */
export const MOST_ENDPOINTS = 1_000;

/** All endpoints of a tenant, oldest first. */
export async function listEndpoints(store: Store, tenant: string): Promise<Endpoint[]> {
  const ids = await store.redis.smembers(store.keys.endpoints(tenant));
  const found = await Promise.all(ids.map((id) => readEndpoint(store, tenant, id)));
  return found
    .filter((endpoint) => endpoint !== undefined)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** How many endpoints a tenant has. */
export async function countEndpoints({ redis, keys }: Store, tenant: string): Promise<number> {
  return redis.scard(keys.endpoints(tenant));
}
