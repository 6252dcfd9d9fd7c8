import type { Queue } from 'bullmq';
import { hopPriority } from '../../shared/queues/hop-priority.ts';
import type { JobHopData } from '../../shared/queues/queue-names.ts';
import type { Store } from '../../shared/stores/store.ts';

/** A walk that has not come further for this long, in ms, was broken off. */
export const LOCK_MS = 10_000;
/**
 * The second walk finds what was added meanwhile by those who had not heard of the new base. A process may know an old
 * one for ten seconds, and what it then sends arrives five seconds later at most.
 */
export const SECOND_WALK_MS = 16_000;
/** Hops rewritten by one script. */
const CHUNK = 300;

interface Walk {
  readonly queue: string;
  /** What the priorities are to count from. */
  readonly base: number;
  /** The first or the second since the base has moved. */
  readonly walk: number;
}

/**
 * Rewrites the priorities of all hops of a queue for a new base, from their places. It begins with those that are next,
 * so that hops keep their order among each other while it is under way, and it can be broken off and done again anywhere.
 * A hop without a place keeps its priority.
 * @returns how many priorities changed
 */
export async function walkQueue(
  { redis, run, keys }: Pick<Store, 'redis' | 'run' | 'keys'>,
  bull: Queue,
  { queue, base, walk }: Walk,
): Promise<number> {
  const lock = keys.queueWalk(queue);
  const prioritized = bull.toKey('prioritized');
  const prefix = bull.toKey('');
  let changed = 0;
  for await (const ids of hopsOf(redis, bull)) {
    const all = await Promise.all(ids.map((id) => redis.hget(prefix + id, 'data')));
    const priorities = all.flatMap((data, i) => {
      const place = placeIn(data);
      return place === undefined ? [] : [ids[i] ?? '', hopPriority(place - base)];
    });
    changed += Number(await run('set-priorities', [prioritized, lock], [prefix, LOCK_MS, ...priorities]));
  }
  await redis.hset(keys.queueClock(queue), 'walked', `${base} ${walk} ${Date.now() + SECOND_WALK_MS}`);
  await redis.del(lock);
  return changed;
}

/** A hop's place by its data; undefined where it has none, be it of an older version or edited by somebody. */
function placeIn(data: string | null): number | undefined {
  try {
    const { place }: Partial<JobHopData> = JSON.parse(data ?? '{}') ?? {};
    return Number.isFinite(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

/** All hops that wait or run, in chunks; those that come while it is under way may be among them. */
async function* hopsOf(redis: Store['redis'], bull: Queue): AsyncGenerator<string[]> {
  yield* membersByScore(redis, bull.toKey('prioritized'));
  yield* membersByScore(redis, bull.toKey('delayed'));
  // Hops of dead workers wait to be taken again in a list that no priority orders.
  for (const list of ['active', 'wait']) yield await redis.lrange(bull.toKey(list), 0, -1);
}

/** A hop's score falls with its base, so whoever reads on from the last score meets none twice. */
async function* membersByScore(redis: Store['redis'], key: string): AsyncGenerator<string[]> {
  let from = '-inf';
  for (;;) {
    const flat = await redis.zrangebyscore(key, from, '+inf', 'WITHSCORES', 'LIMIT', 0, CHUNK);
    if (flat.length === 0) return;
    yield flat.filter((_, i) => i % 2 === 0);
    from = `(${flat.at(-1)}`;
  }
}
