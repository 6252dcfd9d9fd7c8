import type { JobWebhook } from '../contracts/job-request.ts';
import type { WebhookEventType } from '../contracts/webhook-events.ts';
import { isId } from '../security/ids.ts';
import type { DeliveryTarget } from './new-delivery.ts';
import type { Store } from './store.ts';

/** The endpoint every tenant has: its secret signs for addresses that bring none of their own. */
export const DEFAULT_ENDPOINT = 'default';
/** Stands for the endpoint of a delivery whose job brought its own address and secret. */
export const OWN_ENDPOINT = 'own';

/** A secret that signs, and until when (after a rotation the older one goes on for a while). */
export interface SigningSecret {
  readonly secret: string;
  /** Unix ms; absent for the current secret. */
  readonly until?: number;
}

/** A webhook endpoint of a tenant. Times are Unix ms. */
export interface Endpoint {
  readonly id: string;
  readonly status: 'enabled' | 'disabled';
  /** Absent for `default` until it is given one. */
  readonly url?: string;
  /** Event types it wants; empty means all. */
  readonly events: readonly string[];
  readonly secrets: readonly SigningSecret[];
  readonly createdAt: number;
  readonly lastSuccessAt?: number;
  readonly disabledAt?: number;
  readonly disabledReason?: string;
  readonly consecutiveFailures: number;
}

/** Parts of an endpoint that are sealed in its box. */
export const ENDPOINT_PART = { url: 'url', secrets: 'secrets' } as const;

/** Reads an endpoint; undefined when the tenant has none of that id. */
export async function readEndpoint(store: Store, tenant: string, id: string): Promise<Endpoint | undefined> {
  if (!isId(id)) return undefined;
  const hash = await store.redis.hgetall(store.keys.endpoint(tenant, id));
  if (!hash.status) return undefined;
  const box = (await store.tenantKeys(tenant)).box(`endpoint:${id}`);
  const opened = <T>(part: string, sealed: string) => box.open<T>(part, Buffer.from(sealed, 'base64'));
  const time = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return {
    id,
    status: hash.status === 'enabled' ? 'enabled' : 'disabled',
    url: hash.url === undefined ? undefined : opened<string>(ENDPOINT_PART.url, hash.url),
    events: JSON.parse(hash.events ?? '[]') as string[],
    secrets: opened<SigningSecret[]>(ENDPOINT_PART.secrets, hash.secrets ?? ''),
    createdAt: Number(hash.created_at ?? 0),
    lastSuccessAt: time(hash.last_success_at),
    disabledAt: time(hash.disabled_at),
    disabledReason: hash.disabled_reason,
    consecutiveFailures: Number(hash.consecutive_failures ?? 0),
  };
}

/** Where an event of a job goes; undefined when its endpoint is gone, disabled or does not want the event. */
export async function deliveryTarget(
  store: Store,
  tenant: string,
  webhook: JobWebhook,
  type: WebhookEventType,
): Promise<DeliveryTarget | undefined> {
  if ('url' in webhook) {
    const endpointId = webhook.secret === undefined ? DEFAULT_ENDPOINT : OWN_ENDPOINT;
    return { endpointId, url: webhook.url, secret: webhook.secret };
  }
  const endpoint = await readEndpoint(store, tenant, webhook.endpoint_id);
  if (endpoint?.status !== 'enabled' || endpoint.url === undefined) return undefined;
  const wanted = endpoint.events.length === 0 || endpoint.events.includes(type);
  return wanted ? { endpointId: endpoint.id } : undefined;
}
