import type { KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { loadScripts, type RunScript } from '../redis/scripts.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';
import { DataKeys } from './data-keys.ts';
import { installationAuditKey } from './installation-secret.ts';
import { createTenantKeyring } from './tenant-keyring.ts';
import { createRetentionReader, type Retention } from './tenant-retention.ts';

/** What every store function works with: one connection, its scripts, the keys, and the tenants' secrets. */
export interface Store {
  readonly redis: Redis;
  readonly run: RunScript;
  readonly keys: Keys;
  /** @throws AppError `not_found` for a tenant that does not exist */
  tenantKeys(tenant: string): Promise<TenantKeys>;
  readonly dataKeys: DataKeys;
  /** What signs a tenant's audit trail, or the installation's. */
  auditKey(tenant: string | undefined): Promise<KeyObject>;
  /** Tenants that were seen to have budgets. A hint that saves a try: what is true, the scripts know. */
  readonly budgeted: Set<string>;
  /** How long the tenant's finished records live, in ms. */
  retention(tenant: string): Promise<Retention>;
}

/** Opens the store on a connection. */
export function openStore(redis: Redis, keys: Keys, masterKey: KeyObject): Store {
  let own: KeyObject | undefined;
  const tenantKeys = createTenantKeyring(redis, keys, masterKey);
  return {
    redis,
    keys,
    run: loadScripts(redis),
    budgeted: new Set(),
    tenantKeys: (tenant) => tenantKeys(tenant),
    auditKey: async (tenant) => {
      if (tenant !== undefined) return (await tenantKeys(tenant)).audit;
      own ??= await installationAuditKey(redis, keys, masterKey);
      return own;
    },
    dataKeys: new DataKeys(redis, keys, tenantKeys),
    retention: createRetentionReader(redis, keys),
  };
}
