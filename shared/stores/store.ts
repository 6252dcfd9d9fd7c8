import type { KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { loadScripts, type RunScript } from '../redis/scripts.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';
import { DataKeys } from './data-keys.ts';
import { createTenantKeyring } from './tenant-keyring.ts';
import { createRetentionReader } from './tenant-retention.ts';

/** What every store function works with: one connection, its scripts, the keys, and the tenants' secrets. */
export interface Store {
  readonly redis: Redis;
  readonly run: RunScript;
  readonly keys: Keys;
  /** @throws AppError `not_found` for a tenant that does not exist */
  tenantKeys(tenant: string): Promise<TenantKeys>;
  readonly dataKeys: DataKeys;
  /** Tenants that were seen to have budgets. A hint that saves a try: what is true, the scripts know. */
  readonly budgeted: Set<string>;
  /** How long the tenant's finished records live, in ms. */
  retentionMs(tenant: string): Promise<number>;
}

/** Opens the store on a connection. */
export function openStore(redis: Redis, keys: Keys, masterKey: KeyObject): Store {
  const tenantKeys = createTenantKeyring(redis, keys, masterKey);
  return {
    redis,
    keys,
    run: loadScripts(redis),
    budgeted: new Set(),
    tenantKeys: (tenant) => tenantKeys(tenant),
    dataKeys: new DataKeys(redis, keys, tenantKeys),
    retentionMs: createRetentionReader(redis, keys),
  };
}
