import type { Redis } from 'ioredis';
import type { TenantDataClass } from '../contracts/tenant-data-classes.ts';
import type { Keys } from '../redis/keys.ts';

/** A changed class is looked for in jobs that begin this much later, in ms. */
const REMEMBERED_MS = 10_000;

/** Reads the classes of data that tenants have added, remembering each tenant's for ten seconds. */
export function createTenantClassesReader(redis: Redis, keys: Keys) {
  const known = new Map<string, { readonly classes: readonly TenantDataClass[]; readonly readAt: number }>();
  return async (tenant: string): Promise<readonly TenantDataClass[]> => {
    const cached = known.get(tenant);
    if (cached && Date.now() - cached.readAt < REMEMBERED_MS) return cached.classes;
    const classes = parseTenantClasses(await redis.hget(keys.tenant(tenant), 'data_classes'));
    known.set(tenant, { classes, readAt: Date.now() });
    return classes;
  };
}

export function parseTenantClasses(text: string | null | undefined): TenantDataClass[] {
  return text ? (JSON.parse(text) as TenantDataClass[]) : [];
}
