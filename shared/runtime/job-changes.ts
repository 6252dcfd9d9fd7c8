import type { Redis } from 'ioredis';
import type { JobStatus } from '../contracts/job-states.ts';
import type { Keys } from '../redis/keys.ts';
import { Channel } from './channel.ts';

/** What happened to a job: it has a new version and status, was deleted, or streamed some output. */
export interface JobChange {
  readonly version: number;
  readonly kind: JobStatus | 'deleted' | 'delta' | 'reconnected';
}

type Listener = (change: JobChange) => void;

/**
 * Tells listeners of single jobs what changes, over subscriptions that the whole process shares and that it
 * has only while somebody listens: jobs that nobody waits for cost it nothing. Most wait for a job's end, so
 * ends have a channel of their own. After a lost connection every listener hears `reconnected`, because
 * changes may have been missed: it reads again.
 */
export class JobChanges {
  readonly #ends: Channel;
  readonly #steps: Channel;
  readonly #listeners = new Map<string, Set<Listener>>();

  /** @param redis a connection used for nothing else */
  constructor(redis: Redis, keys: Keys) {
    this.#ends = new Channel(redis, keys.jobEnds());
    this.#steps = new Channel(redis, keys.jobSteps());
    redis.on('message', (_channel: string, message: string) => this.#hear(message));
    redis.on('ready', () => void this.#resume().catch(() => {}));
  }

  /**
   * Starts to listen; the promise resolves once nothing later can be missed. Call the result to stop.
   * @param what `end`: that the job is final or deleted, perhaps more; `all`: every change and all output
   * @throws Error when Redis does not answer within five seconds
   */
  async listen(tenant: string, id: string, what: 'end' | 'all', listener: Listener): Promise<() => void> {
    const name = `${tenant} ${id}`;
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    const channels = what === 'end' ? [this.#ends] : [this.#ends, this.#steps];
    const stop = () => {
      if (!listeners.delete(listener)) return;
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
      for (const channel of channels) channel.leave();
    };
    try {
      await Promise.all(channels.map((channel) => channel.join()));
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

  /** Tells of the gap only when it has ended: what was read before could be older than the last change in it. */
  async #resume(): Promise<void> {
    await Promise.all([this.#ends.resume(), this.#steps.resume()]);
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
