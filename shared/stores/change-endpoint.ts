import type { EndpointLogEntry } from './endpoint-log.ts';
import { newWebhookSecret } from './endpoint-writes.ts';
import { ENDPOINT_PART, type SigningSecret } from './endpoints.ts';
import type { Store } from './store.ts';

/** What may change of an endpoint; what is left out stays. */
export interface EndpointChange {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly status?: 'enabled' | 'disabled';
}

/** A script's change: fields to set and to unset, entries for the log, and a field that must not have changed. */
interface Update {
  readonly set: readonly string[];
  readonly unset?: readonly string[];
  readonly log?: readonly EndpointLogEntry[];
  readonly expect?: { readonly field: string; readonly value: string };
}

const REQUESTED = 'requested';

/** Changes an endpoint that exists; one deleted meanwhile stays so. */
export async function changeEndpoint(
  store: Store,
  tenant: string,
  id: string,
  { url, events, status }: EndpointChange,
): Promise<void> {
  const now = Date.now();
  const box = (await store.tenantKeys(tenant)).box(`endpoint:${id}`);
  const [was] = await store.redis.hmget(store.keys.endpoint(tenant, id), 'status');
  const turned = status !== undefined && status !== was ? status : undefined;
  const set = [
    ...(url === undefined ? [] : ['url', box.seal(ENDPOINT_PART.url, url).toString('base64')]),
    ...(events === undefined ? [] : ['events', JSON.stringify(events)]),
    ...(turned === 'enabled' ? ['status', turned, 'enabled_at', `${now}`, 'consecutive_failures', '0'] : []),
    ...(turned === 'disabled'
      ? ['status', turned, 'disabled_at', `${now}`, 'disabled_reason', REQUESTED]
      : []),
  ];
  await update(store, tenant, id, {
    set,
    unset: turned === 'enabled' ? ['disabled_at', 'disabled_reason'] : [],
    log: turned ? [{ at: now, type: `endpoint.${turned}`, reason: REQUESTED }] : [],
  });
}

/**
 * Gives an endpoint a fresh secret; the one before goes on signing beside it for a while, any older one stops.
 * @returns the secret, shown this once; undefined when the endpoint was deleted meanwhile
 */
export async function rotateSecret(
  store: Store,
  tenant: string,
  id: string,
  graceMs: number,
): Promise<string | undefined> {
  const now = Date.now();
  const value = await store.redis.hget(store.keys.endpoint(tenant, id), 'secrets');
  if (value === null) return undefined;
  const box = (await store.tenantKeys(tenant)).box(`endpoint:${id}`);
  const known = box.open<SigningSecret[]>(ENDPOINT_PART.secrets, Buffer.from(value, 'base64'));
  const current = known.find(({ until }) => until === undefined);
  const secret = newWebhookSecret();
  const before = current && graceMs > 0 ? [{ secret: current.secret, until: now + graceMs }] : [];
  const sealed = box.seal(ENDPOINT_PART.secrets, [{ secret }, ...before]).toString('base64');
  const reply = await update(store, tenant, id, {
    set: ['secrets', sealed],
    log: [{ at: now, type: 'endpoint.secret_rotated', reason: REQUESTED }],
    expect: { field: 'secrets', value },
  });
  if (reply === -1) return rotateSecret(store, tenant, id, graceMs);
  return reply === 1 ? secret : undefined;
}

/** Removes an endpoint. Deliveries that still wait for it fail. */
export async function deleteEndpoint({ redis, keys }: Store, tenant: string, id: string): Promise<void> {
  await redis
    .multi()
    .del(keys.endpoint(tenant, id))
    .del(keys.endpointLog(tenant, id))
    .srem(keys.endpoints(tenant), id)
    .exec();
}

async function update(
  { run, keys }: Store,
  tenant: string,
  id: string,
  { set, unset = [], log = [], expect }: Update,
): Promise<unknown> {
  const change = { set, unset, log: log.map((entry) => JSON.stringify(entry)), expect };
  return run(
    'update-endpoint',
    [keys.endpoint(tenant, id), keys.endpointLog(tenant, id)],
    [JSON.stringify(change)],
  );
}
