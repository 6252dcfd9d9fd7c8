import type { Redis } from 'ioredis';

/**
 * What is due in a sorted set of times: what became due last (new records, and those whose time is up now) as
 * well as what has been due for longest, so that neither waits for the other.
 * @param now Unix ms
 * @returns at most `limit` ids; fewer only where no more is due
 */
export async function readDue(redis: Redis, key: string, now: number, limit: number): Promise<string[]> {
  const half = Math.ceil(limit / 2);
  const ends = await Promise.all([
    redis.zrevrangebyscore(key, now, '-inf', 'LIMIT', 0, half),
    redis.zrangebyscore(key, '-inf', now, 'LIMIT', 0, limit - half),
  ]);
  return [...new Set(ends.flat())];
}
