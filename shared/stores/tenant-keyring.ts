import type { KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AppError } from '../errors/app-error.ts';
import type { Keys } from '../redis/keys.ts';
import { open } from '../security/seal.ts';
import { TenantKeys } from '../security/tenant-keys.ts';

/** Place under which a tenant's secret is sealed with the master key. */
export function tenantSecretPlace(tenant: string): string {
  return `tenant-secret:${tenant}`;
}

/** Unwraps tenants' keys on first use and remembers them: they never change while the tenant lives. */
export function createTenantKeyring(redis: Redis, keys: Keys, masterKey: KeyObject) {
  const known = new Map<string, TenantKeys>();
  return async (tenant: string): Promise<TenantKeys> => {
    const cached = known.get(tenant);
    if (cached) return cached;
    const sealed = await redis.hgetBuffer(keys.tenant(tenant), 'secret');
    if (!sealed) throw new AppError('not_found', `There is no tenant named ${tenant}.`);
    const unwrapped = new TenantKeys(open(masterKey, tenantSecretPlace(tenant), sealed));
    known.set(tenant, unwrapped);
    return unwrapped;
  };
}
