import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

export const DEFAULT_RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;
/** A changed setting counts for jobs that end this much later, in ms. */
const REMEMBERED_MS = 10_000;

/** Reads tenants' retention, remembering each for ten seconds. */
export function createRetentionReader(redis: Redis, keys: Keys) {
  const known = new Map<string, { ms: number; readAt: number }>();
  return async (tenant: string): Promise<number> => {
    const cached = known.get(tenant);
    if (cached && Date.now() - cached.readAt < REMEMBERED_MS) return cached.ms;
    const days = await redis.hget(keys.tenant(tenant), 'retention_days');
    const ms = Number(days ?? DEFAULT_RETENTION_DAYS) * DAY_MS;
    known.set(tenant, { ms, readAt: Date.now() });
    return ms;
  };
}
