import type { Redis } from 'ioredis';

const TYPED: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrangebyscore(key, '-inf', '+inf', 'WITHSCORES'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

/** Every key under a prefix, with everything in it as text. */
export async function dumpRedis(redis: Redis, prefix: string): Promise<ReadonlyMap<string, string>> {
  const dump = new Map<string, string>();
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    for (const key of keys as string[]) {
      const value = await TYPED[await redis.type(key)]?.(redis, key);
      // A key may end while it is looked at.
      if (value !== undefined) dump.set(key, JSON.stringify(value));
    }
  }
  return dump;
}

/** The keys whose name or content has a text in it. */
export function keysWith(dump: ReadonlyMap<string, string>, text: string): string[] {
  return [...dump].filter(([key, value]) => key.includes(text) || value.includes(text)).map(([key]) => key);
}
