import type { Redis } from 'ioredis';
import type { JobStatus } from '../contracts/job-states.ts';
import type { Keys } from '../redis/keys.ts';

/** What happened to a job: it has a new version and status, was deleted, or streamed some output. */
export interface JobChange {
  readonly version: number;
  readonly kind: JobStatus | 'deleted' | 'delta' | 'reconnected';
}

type Listener = (change: JobChange) => void;

/** Whoever waits is not kept longer than this by a Redis that does not answer, in ms. */
const SUBSCRIBE_MS = 5_000;

/**
 * Tells listeners of single jobs what changes, over one subscription for the whole process that is made
 * when the first listener comes. After a lost connection every listener hears `reconnected`, because
 * changes may have been missed: it reads again.
 */
export class JobChanges {
  readonly #redis: Redis;
  readonly #channel: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  #subscribed: Promise<unknown> | undefined;

  /** @param redis a connection used for nothing else */
  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#channel = keys.changes();
    redis.on('message', (_channel: string, message: string) => this.#hear(message));
    redis.on('ready', () => void this.#resume().catch(() => {}));
  }

  /**
   * Starts to listen; the promise resolves once nothing later can be missed. Call the result to stop.
   * @throws Error when Redis does not answer within five seconds
   */
  async listen(tenant: string, id: string, listener: Listener): Promise<() => void> {
    const name = `${tenant} ${id}`;
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    const stop = () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
    };
    try {
      await this.#subscribe();
      return stop;
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** Listeners there are now. */
  get count(): number {
    let count = 0;
    for (const listeners of this.#listeners.values()) count += listeners.size;
    return count;
  }

  #subscribe(): Promise<unknown> {
    this.#subscribed ??= this.#start().catch((error: unknown) => {
      this.#subscribed = undefined;
      throw error;
    });
    return this.#subscribed;
  }

  async #start(): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('Command timed out')), SUBSCRIBE_MS);
    try {
      await Promise.race([this.#redis.subscribe(this.#channel), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Tells of the gap only when it has ended: what was read before could be older than the last change in it. */
  async #resume(): Promise<void> {
    if (!this.#subscribed) return;
    await this.#redis.subscribe(this.#channel);
    this.#tellAll({ version: 0, kind: 'reconnected' });
  }

  #hear(message: string): void {
    const [tenant = '', id = '', version = '0', kind = ''] = message.split(' ');
    const listeners = this.#listeners.get(`${tenant} ${id}`);
    if (!listeners) return;
    for (const listener of listeners) listener({ version: Number(version), kind: kind as JobChange['kind'] });
  }

  #tellAll(change: JobChange): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(change);
  }
}
