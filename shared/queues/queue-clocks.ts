import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

/** A clock of which nothing was heard for this long, in ms, is read before it is used. */
const STALE_MS = 10_000;

/** How far a queue has come, in virtual tokens. Both only rise. */
export interface QueueClock {
  /** The latest start of a turn that was served. */
  readonly now: number;
  /** Where the priorities of its hops count from. */
  readonly base: number;
}

interface Known {
  clock: QueueClock;
  /** Unix ms. */
  heardAt: number;
  reading?: Promise<unknown>;
}

/**
 * The clocks of the queues as this process knows them. Workers publish them while they move, so asking costs nothing;
 * one that is new or of which nothing was heard lately is read, which also makes up for messages that were lost.
 */
export class QueueClocks {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #known = new Map<string, Known>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Starts to hear of the clocks. @param subscriber a connection used for nothing else */
  async listen(subscriber: Redis): Promise<void> {
    const channel = this.#keys.queueClocks();
    subscriber.on('message', (_channel: string, message: string) => {
      const [queue = '', now, base] = message.split(' ');
      this.learn(queue, { now: Number(now), base: Number(base) });
    });
    await subscriber.subscribe(channel);
    subscriber.on('ready', () => {
      for (const known of this.#known.values()) known.heardAt = 0;
      subscriber.subscribe(channel).catch(() => {});
    });
  }

  /** A clock: at once where it is known. @throws Error when it must be read and Redis does not answer */
  of(queue: string): QueueClock | Promise<QueueClock> {
    const known = this.#entry(queue);
    if (Date.now() - known.heardAt <= STALE_MS) return known.clock;
    known.reading ??= this.#read(queue).finally(() => {
      known.reading = undefined;
    });
    return known.reading.then(() => known.clock);
  }

  /** Takes note of a clock. What it says comes in any order, so whatever is later counts. */
  learn(queue: string, heard: QueueClock): void {
    const known = this.#entry(queue);
    known.clock = {
      now: Math.max(known.clock.now, heard.now),
      base: Math.max(known.clock.base, heard.base),
    };
    known.heardAt = Date.now();
  }

  async #read(queue: string): Promise<void> {
    const [now, base] = await this.#redis.hmget(this.#keys.queueClock(queue), 'now', 'base');
    this.learn(queue, { now: Number(now ?? 0), base: Number(base ?? 0) });
  }

  #entry(queue: string): Known {
    const known = this.#known.get(queue);
    if (known) return known;
    const fresh = { clock: { now: 0, base: 0 }, heardAt: 0 };
    this.#known.set(queue, fresh);
    return fresh;
  }
}
