import type { Redis } from 'ioredis';
import type { Claim } from '../../shared/stores/begin-attempt.ts';
import type { Store } from '../../shared/stores/store.ts';
import { AttemptStopped, type StopReason } from './attempt-stopped.ts';

/** BullMQ's lock of a hop, in ms: how long a dead worker's hop stays untouched. */
export const LOCK_MS = 15_000;
/** An attempt stops this long before its lock's time would be up, in ms. */
const LOCK_MARGIN_MS = 3_000;
const WATCH_MS = 500;

interface Running {
  readonly claim: Claim;
  readonly controller: AbortController;
  readonly expiresAt: number;
  lockedUntil: number;
}

/**
 * The attempts this process runs, each with the signal that stops it: because its job was cancelled or
 * has expired, because its lock cannot be kept, or because the process ends.
 */
export class RunningAttempts {
  readonly #store: Store;
  readonly #running = new Map<string, Running>();
  readonly #timer: NodeJS.Timeout;

  constructor(store: Store) {
    this.#store = store;
    this.#timer = setInterval(() => this.#watch(), WATCH_MS);
  }

  get count(): number {
    return this.#running.size;
  }

  /** Registers an attempt under its hop's id. Call the result when it has ended. */
  begin(hop: string, claim: Claim, expiresAt: number): { readonly signal: AbortSignal; end(): void } {
    const controller = new AbortController();
    const running = { claim, controller, expiresAt, lockedUntil: Date.now() + LOCK_MS };
    this.#running.set(hop, running);
    return {
      signal: controller.signal,
      end: () => {
        if (this.#running.get(hop) === running) this.#running.delete(hop);
      },
    };
  }

  /** Hears that BullMQ has renewed the locks of these hops. */
  renewed(hops: readonly string[]): void {
    const lockedUntil = Date.now() + LOCK_MS;
    for (const hop of hops) {
      const running = this.#running.get(hop);
      if (running) running.lockedUntil = lockedUntil;
    }
  }

  /** Hears that BullMQ could not renew the locks of these hops: another worker may have them. */
  lost(hops: readonly string[]): void {
    for (const hop of hops) stop(this.#running.get(hop), 'lock_lost');
  }

  /** Stops every attempt. */
  stopAll(reason: StopReason): void {
    for (const running of this.#running.values()) stop(running, reason);
  }

  /**
   * Starts to hear of jobs that must stop, on a connection used for nothing else. What was said while the
   * connection was down is found by asking for every attempt whether it still owns its job.
   */
  async hearStops(subscriber: Redis): Promise<void> {
    subscriber.on('message', (_channel: string, message: string) => {
      for (const running of this.#running.values()) {
        if (message === `${running.claim.tenant} ${running.claim.id}`) stop(running, 'ended');
      }
    });
    await subscriber.subscribe(this.#store.keys.aborts());
    subscriber.on('ready', () => void this.#checkOwnership().catch(() => {}));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #watch(): void {
    const now = Date.now();
    for (const running of this.#running.values()) {
      if (now >= running.expiresAt) stop(running, 'expired');
      if (now >= running.lockedUntil - LOCK_MARGIN_MS) stop(running, 'lock_lost');
    }
  }

  async #checkOwnership(): Promise<void> {
    const { redis, keys } = this.#store;
    await Promise.all(
      [...this.#running.values()].map(async (running) => {
        const { tenant, id, hop, attempt } = running.claim;
        const facts = await redis.hmget(keys.job(tenant, id), 'status', 'hop', 'attempt');
        const owned = facts[0] === 'running' && facts[1] === String(hop) && facts[2] === String(attempt);
        if (!owned) stop(running, 'ended');
      }),
    );
  }
}

function stop(running: Running | undefined, reason: StopReason): void {
  if (running && !running.controller.signal.aborted) running.controller.abort(new AttemptStopped(reason));
}
