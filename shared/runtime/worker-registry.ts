import type { Store } from '../stores/store.ts';

/** A worker that has not reported for this long counts as dead, in ms. */
const ALIVE_MS = 15_000;
const BEAT_MS = 3_000;

/** Reports this worker process as alive until the result is called. The first report is made before it resolves. */
export async function reportAlive(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  id: string,
): Promise<() => Promise<void>> {
  const beat = () => redis.zadd(keys.workers(), Date.now(), id);
  await beat();
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  return async () => {
    clearInterval(timer);
    await redis.zrem(keys.workers(), id);
  };
}

/** How many worker processes are alive. */
export function countAlive({ redis, keys }: Pick<Store, 'redis' | 'keys'>): Promise<number> {
  return redis.zcount(keys.workers(), Date.now() - ALIVE_MS, '+inf');
}
