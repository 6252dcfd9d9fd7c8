import type { Redis } from 'ioredis';
import type { Claim } from '../../shared/stores/begin-attempt.ts';
import { branchField } from '../../shared/stores/branches.ts';
import type { Store } from '../../shared/stores/store.ts';
import { AttemptStopped, type StopReason } from './attempt-stopped.ts';

/** BullMQ's lock of a hop, in ms: how long a dead worker's hop stays untouched. */
export const LOCK_MS = 15_000;
/** An attempt stops this long before its lock's time would be up, in ms. */
const LOCK_MARGIN_MS = 3_000;
const WATCH_MS = 500;
/** What was heard is remembered this long, in ms, for attempts that own a job and are not registered yet. */
const MEMORY_MS = 10_000;
const MOST_REMEMBERED = 1_000;

interface Running {
  readonly claim: Claim;
  readonly controller: AbortController;
  readonly expiresAt: number;
  lockedUntil: number;
}

/** An attempt's way to hear that it must stop, and to say that it has ended. */
export interface RunningAttempt {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * The attempts this process runs, each with the signal that stops it: because its job was cancelled or
 * has expired, because its lock cannot be kept, or because the process ends.
 */
export class RunningAttempts {
  readonly #store: Store;
  readonly #running = new Map<string, Running>();
  readonly #timer: NodeJS.Timeout;
  /** Jobs that were told to stop, and when. */
  readonly #heard = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
    this.#timer = setInterval(() => this.#watch(), WATCH_MS);
  }

  get count(): number {
    return this.#running.size;
  }

  /**
   * Registers an attempt under its hop's id. Call the result when it has ended.
   * @param lockedAt when BullMQ was asked for the hop and its lock, in Unix ms
   */
  begin(hop: string, claim: Claim, expiresAt: number, lockedAt: number): RunningAttempt {
    // A hop that comes back to the process that ran it has been taken from the attempt that still runs here.
    stop(this.#running.get(hop), 'lock_lost');
    const controller = new AbortController();
    const running = { claim, controller, expiresAt, lockedUntil: lockedAt + LOCK_MS };
    this.#running.set(hop, running);
    stopIfOver(running);
    if (this.#heard.has(nameOf(claim))) void this.#checkOwnership([running]).catch(() => {});
    return {
      signal: controller.signal,
      end: () => {
        if (this.#running.get(hop) === running) this.#running.delete(hop);
      },
    };
  }

  /**
   * Hears that BullMQ has renewed the locks of these hops. What their jobs' owners should have been told may
   * have been lost on the way, so it is asked for as well.
   * @param askedAt when the renewal was asked for: an answer may come late, the time of a lock does not wait
   */
  renewed(hops: readonly string[], askedAt: number): void {
    const known = hops.flatMap((hop) => this.#running.get(hop) ?? []);
    for (const running of known) running.lockedUntil = askedAt + LOCK_MS;
    void this.#checkOwnership(known).catch(() => {});
  }

  /** Hears that BullMQ could not renew the locks of these hops: another worker may have them. */
  lost(hops: readonly string[]): void {
    for (const hop of hops) stop(this.#running.get(hop), 'lock_lost');
  }

  /** Stops every attempt. */
  stopAll(reason: StopReason): void {
    for (const running of this.#running.values()) stop(running, reason);
  }

  /** Starts to hear of jobs that must stop, on a connection used for nothing else. */
  async hearStops(subscriber: Redis): Promise<void> {
    const channel = this.#store.keys.aborts();
    subscriber.on('message', (_channel: string, message: string) => {
      this.#remember(message);
      for (const running of this.#running.values()) {
        if (message === nameOf(running.claim)) stop(running, 'ended');
      }
    });
    await subscriber.subscribe(channel);
    // What was said while the connection was down is found by asking, once nothing later can be missed.
    const hearAgain = async () => {
      await subscriber.subscribe(channel);
      await this.#checkOwnership([...this.#running.values()]);
    };
    subscriber.on('ready', () => void hearAgain().catch(() => {}));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #remember(job: string): void {
    this.#heard.delete(job);
    this.#heard.set(job, Date.now());
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_REMEMBERED && oldest !== undefined) this.#heard.delete(oldest);
  }

  #watch(): void {
    for (const [job, at] of this.#heard) if (Date.now() - at > MEMORY_MS) this.#heard.delete(job);
    for (const running of this.#running.values()) stopIfOver(running);
  }

  async #checkOwnership(attempts: readonly Running[]): Promise<void> {
    const { redis, keys } = this.#store;
    await Promise.all(
      attempts.map(async (running) => {
        const { tenant, id, hop, attempt, branch } = running.claim;
        const third = branch === undefined ? 'attempt' : branchField(branch);
        const facts = await redis.hmget(keys.job(tenant, id), 'status', 'hop', third);
        // A job waits for its branches; what runs is the attempt that owns it.
        const [status, owner] =
          branch === undefined ? ['running', String(attempt)] : ['queued', facts[2] || '-'];
        const owned = facts[0] === status && facts[1] === String(hop) && facts[2] === owner;
        if (!owned) stop(running, 'ended');
      }),
    );
  }
}

/** A job as it is named when it must stop. */
function nameOf({ tenant, id }: Claim): string {
  return `${tenant} ${id}`;
}

function stopIfOver(running: Running): void {
  const now = Date.now();
  if (now >= running.expiresAt) stop(running, 'expired');
  if (now >= running.lockedUntil - LOCK_MARGIN_MS) stop(running, 'lock_lost');
}

function stop(running: Running | undefined, reason: StopReason): void {
  if (running && !running.controller.signal.aborted) running.controller.abort(new AttemptStopped(reason));
}
