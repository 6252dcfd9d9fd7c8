import type { EndpointObject } from '../contracts/endpoint-object.ts';
import type { Store } from './store.ts';

/** One event of an endpoint's life. Codes and ids only. */
export interface EndpointLogEntry {
  /** Unix ms. */
  readonly at: number;
  readonly type: NonNullable<EndpointObject['log']>[number]['type'];
  /** `gone`, `delivery_exhausted`, or `requested` through the API. */
  readonly reason?: string;
  /** The delivery that led to it. */
  readonly delivery?: string;
}

/** The events of an endpoint's life, newest first, at most 100. */
export async function readEndpointLog(
  { redis, keys }: Store,
  tenant: string,
  id: string,
): Promise<EndpointLogEntry[]> {
  const entries = await redis.lrange(keys.endpointLog(tenant, id), 0, -1);
  return entries.map((entry) => JSON.parse(entry) as EndpointLogEntry);
}
