import type { HopQueues } from '../../shared/queues/hop-queues.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { LOCK_MS, SECOND_WALK_MS, walkQueue } from './walk-queue.ts';

/** What a worker has begun is told this often, in ms, while there is something to tell. */
const TELL_MS = 100;
/** Redis is asked again this long after it has not answered, in ms. */
const RETRY_MS = 1_000;
/**
 * The base of a queue moves after this many turns, or as many as hops wait. Priorities are exact to one part in
 * 65,536, so that no hop is out of order by more turns than one, or than one in 65,536 that wait.
 */
const LEAST_TURNS = 65_536;

export interface ClockKeeperParts {
  readonly store: Pick<Store, 'redis' | 'run' | 'keys'>;
  readonly queues: Pick<HopQueues, 'queue' | 'clocks'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** What of a queue was not told yet. */
interface Untold {
  latest: number;
  turns: number;
  timer?: NodeJS.Timeout;
  /** What is being told. */
  telling?: Promise<void>;
  /** Until the second walk. */
  walksAgain?: NodeJS.Timeout;
}

/**
 * Moves the clocks of the queues on whose hops this process works, for all to see, and lets the priorities of hops that
 * wait follow when the base of a queue moves.
 */
export class ClockKeeper {
  readonly #parts: ClockKeeperParts;
  readonly #untold = new Map<string, Untold>();
  #closed = false;

  constructor(parts: ClockKeeperParts) {
    this.#parts = parts;
  }

  /** The turn of a hop has begun. @param start in virtual tokens; `NaN` for a hop without a place, which moves no clock */
  begin(queue: string, start: number): void {
    if (!Number.isFinite(start)) return;
    const untold = this.#of(queue);
    untold.latest = Math.max(untold.latest, start);
    untold.turns += 1;
    this.#tellIn(queue, TELL_MS);
  }

  /** Tells what was not told yet, once. */
  async close(): Promise<void> {
    this.#closed = true;
    const last = [...this.#untold].map(async ([queue, untold]) => {
      clearTimeout(untold.timer);
      clearTimeout(untold.walksAgain);
      await untold.telling?.catch(() => {});
      if (untold.turns > 0) await this.#tell(queue, untold).catch(() => {});
    });
    await Promise.all(last);
  }

  #of(queue: string): Untold {
    const untold = this.#untold.get(queue) ?? { latest: 0, turns: 0 };
    this.#untold.set(queue, untold);
    return untold;
  }

  #tellIn(queue: string, ms: number): void {
    const untold = this.#of(queue);
    if (this.#closed || untold.timer) return;
    untold.timer = setTimeout(async () => {
      untold.telling = this.#tell(queue, untold);
      const told = await untold.telling.then(
        () => true,
        () => false,
      );
      untold.timer = undefined;
      if (!told || untold.turns > 0) this.#tellIn(queue, told ? TELL_MS : RETRY_MS);
    }, ms);
  }

  async #tell(queue: string, untold: Untold): Promise<void> {
    const { store, queues } = this.#parts;
    const { keys } = store;
    const { turns } = untold;
    const known = await queues.clocks.of(queue);
    const reply = await store.run(
      'raise-clock',
      [keys.queueClock(queue), queues.queue(queue).toKey('prioritized'), keys.queueWalk(queue)],
      [
        ...[Math.max(untold.latest, known.now), known.base, turns, Date.now(), LEAST_TURNS],
        ...[keys.queueClocks(), queue, LOCK_MS],
      ],
    );
    untold.turns -= turns;
    const [now = 0, base = 0, walk = 0] = Array.isArray(reply)
      ? reply.map((part) => Number(String(part)))
      : [];
    queues.clocks.learn(queue, { now, base });
    if (walk > 0 && !this.#closed) void this.#walk(queue, base, walk);
  }

  async #walk(queue: string, base: number, walk: number): Promise<void> {
    const { store, queues, log } = this.#parts;
    const untold = this.#of(queue);
    try {
      const changed = await walkQueue(store, queues.queue(queue), { queue, base, walk });
      log.info({ queue, base, walk, changed }, 'the priorities of a queue count from a new base');
    } catch (err) {
      // Its lock runs out: whoever tells of the queue next begins anew.
      log.warn({ queue, base, walk, err }, 'the priorities of a queue could not be rewritten');
    }
    // The second walk must not wait for a turn to begin, nor one that broke off.
    clearTimeout(untold.walksAgain);
    if (!this.#closed) untold.walksAgain = setTimeout(() => this.#tellIn(queue, 0), SECOND_WALK_MS + TELL_MS);
  }
}
