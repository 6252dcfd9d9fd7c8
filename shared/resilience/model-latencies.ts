import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';

/** What was measured is shared this often, in ms, and is known elsewhere as much later again at most. */
const SHARE_MS = 2_000;
/** A measurement that is older, in ms, says nothing of today. */
const LATELY_MS = 300_000;

/**
 * How long models take, as all workers measure it together: each shares what it has measured, and the last word
 * counts. With Redis away nothing is known, which no route minds.
 */
export class ModelLatencies {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #measured: () => Iterable<readonly [string, number]>;
  readonly #timer: NodeJS.Timeout;
  #known = new Map<string, { readonly ms: number; readonly at: number }>();

  /** @param measured what this process has measured lately, in ms by model */
  constructor(redis: Redis, keys: Keys, measured: () => Iterable<readonly [string, number]>) {
    this.#redis = redis;
    this.#key = keys.modelLatencies();
    this.#measured = measured;
    this.#timer = setInterval(() => void this.share().catch(() => {}), SHARE_MS);
  }

  /** In ms; undefined while nobody has measured it lately. */
  of(model: string): number | undefined {
    const known = this.#known.get(model);
    return known && Date.now() - known.at < LATELY_MS ? known.ms : undefined;
  }

  /** Tells what was measured here, and reads what others have told. */
  async share(): Promise<void> {
    const fields = [...this.#measured()].flatMap(([model, ms]) => [model, `${Math.round(ms)} ${Date.now()}`]);
    if (fields.length > 0) await this.#redis.hset(this.#key, ...fields);
    const told = Object.entries(await this.#redis.hgetall(this.#key)).map(([model, text]) => {
      const [ms = 0, at = 0] = text.split(' ').map(Number);
      return { model, ms, at };
    });
    this.#known = new Map(told.map(({ model, ms, at }) => [model, { ms, at }]));
    const stale = told.filter(({ at }) => Date.now() - at > LATELY_MS).map(({ model }) => model);
    if (stale.length > 0) await this.#redis.hdel(this.#key, ...stale);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
