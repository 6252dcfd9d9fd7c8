import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.ts';

interface NewKey {
  readonly id: string;
  readonly key: string;
}

/** A tenant with a client that holds its administrator's key. */
export interface Tenant {
  readonly id: string;
  readonly api: ApiClient;
  readonly webhookSecret: string;
}

/** Creates a tenant of a name of its own, with what a test cares about. */
export async function newTenant(admin: ApiClient, more: Record<string, unknown> = {}): Promise<Tenant> {
  const id = `tenant-${randomUUID().slice(0, 8)}`;
  const { body } = await admin.request<{ api_key: NewKey; webhook_secret: string }>('POST', '/v1/tenants', {
    id,
    ...more,
  });
  return { id, api: admin.as(body.api_key.key), webhookSecret: body.webhook_secret };
}

/** A client with a fresh key of the caller's tenant. */
export async function withKey(
  api: ApiClient,
  more: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly api: ApiClient }> {
  const { body } = await api.request<NewKey>('POST', '/v1/api-keys', more);
  return { id: body.id, api: api.as(body.key) };
}
