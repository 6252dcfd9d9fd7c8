import type { KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AppError } from '../errors/app-error.ts';
import type { Keys } from '../redis/keys.ts';
import { open, SealError } from '../security/seal.ts';
import { TenantKeys } from '../security/tenant-keys.ts';

/** A key that was replaced wraps for this much longer in other processes, in ms. */
const REMEMBERED_MS = 30_000;

const WRAPPING_FIELD = 'wrapping:';

/** The field of a tenant's hash that holds a version of its wrapping key. */
export function wrappingField(version: number): string {
  return `${WRAPPING_FIELD}${version}`;
}

/** The version that a field of a tenant's hash holds, if any. */
export function versionOfField(field: string): number | undefined {
  return field.startsWith(WRAPPING_FIELD) ? Number(field.slice(WRAPPING_FIELD.length)) : undefined;
}

/** Place under which a tenant's secret, or a later wrapping key of it, is sealed with the master key. */
export function tenantSecretPlace(tenant: string, version?: number): string {
  return version === undefined ? `tenant-secret:${tenant}` : `tenant-wrapping:${tenant}:${version}`;
}

/** Unwraps tenants' keys on first use and remembers them. */
export function createTenantKeyring(redis: Redis, keys: Keys, masterKey: KeyObject) {
  const known = new Map<string, { readonly secrets: TenantKeys; readonly readAt: number }>();

  async function read(tenant: string): Promise<TenantKeys> {
    const hash = await redis.hgetallBuffer(keys.tenant(tenant));
    if (!hash.secret) throw new AppError('not_found', `There is no tenant named ${tenant}.`);
    const later = Object.entries(hash).flatMap(([field, sealed]): [number, Buffer][] => {
      const version = versionOfField(field);
      if (version === undefined) return [];
      return [[version, open(masterKey, tenantSecretPlace(tenant, version), sealed)]];
    });
    const secret = open(masterKey, tenantSecretPlace(tenant), hash.secret);
    const secrets = new TenantKeys(secret, new Map(later));
    known.set(tenant, { secrets, readAt: Date.now() });
    return secrets;
  }

  /** @param version one that it must have, where the caller has met it */
  return async (tenant: string, version = 1): Promise<TenantKeys> => {
    const cached = known.get(tenant);
    const fresh = cached && Date.now() - cached.readAt < REMEMBERED_MS;
    if (fresh && cached.secrets.version >= version) return cached.secrets;
    return read(tenant).catch((error: unknown) => {
      // Another process has a new master key already: what this one has unwrapped is as good.
      if (cached && error instanceof SealError) return cached.secrets;
      throw error;
    });
  };
}
