import { randomBytes } from 'node:crypto';
import { ENDPOINT_PART, type SigningSecret } from './endpoints.ts';
import type { Store } from './store.ts';

/** A fresh Standard Webhooks secret: `whsec_` and the base64 of 32 random bytes. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Stores a new endpoint with a fresh secret, which is returned this once. */
export async function writeNewEndpoint(
  store: Store,
  tenant: string,
  endpoint: { readonly id: string; readonly url?: string; readonly events: readonly string[] },
): Promise<{ readonly secret: string }> {
  const secret = newWebhookSecret();
  const box = (await store.tenantKeys(tenant)).box(`endpoint:${endpoint.id}`);
  const sealed = (part: string, value: unknown) => box.seal(part, value).toString('base64');
  const secrets: SigningSecret[] = [{ secret }];
  await store.redis
    .multi()
    .hset(store.keys.endpoint(tenant, endpoint.id), {
      status: 'enabled',
      created_at: Date.now(),
      consecutive_failures: 0,
      events: JSON.stringify(endpoint.events),
      secrets: sealed(ENDPOINT_PART.secrets, secrets),
      ...(endpoint.url === undefined ? {} : { url: sealed(ENDPOINT_PART.url, endpoint.url) }),
    })
    .sadd(store.keys.endpoints(tenant), endpoint.id)
    .exec();
  return { secret };
}
