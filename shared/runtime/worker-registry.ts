import { hostname } from 'node:os';
import type { Store } from '../stores/store.ts';

/** A worker that has not reported for this long counts as dead, in ms. */
const ALIVE_MS = 15_000;
const BEAT_MS = 3_000;

type Registry = Pick<Store, 'redis' | 'keys'>;

/** Reports this worker process as alive until the result is called. The first report is made before it resolves. */
export async function reportAlive({ redis, keys }: Registry): Promise<() => Promise<void>> {
  const id = `${hostname()}:${process.pid}`;
  const beat = async () => {
    await redis.zadd(keys.workers(), Date.now(), id);
    await redis.zremrangebyscore(keys.workers(), '-inf', Date.now() - 10 * ALIVE_MS);
  };
  await beat();
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  return async () => {
    clearInterval(timer);
    await redis.zrem(keys.workers(), id);
  };
}

/** How many worker processes are alive. */
export function countAlive({ redis, keys }: Registry): Promise<number> {
  return redis.zcount(keys.workers(), Date.now() - ALIVE_MS, '+inf');
}

/** Whether a worker process on this host is alive. */
export async function isAliveHere({ redis, keys }: Registry): Promise<boolean> {
  const ids = await redis.zrangebyscore(keys.workers(), Date.now() - ALIVE_MS, '+inf');
  return ids.some((id) => id.startsWith(`${hostname()}:`));
}
