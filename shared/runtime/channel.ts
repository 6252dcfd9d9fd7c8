import type { Redis } from 'ioredis';

/** Whoever waits is not kept longer than this by a Redis that does not answer, in ms. */
const SUBSCRIBE_MS = 5_000;
/** How long a subscription is kept when nobody needs it: the next one may come soon. */
const IDLE_MS = 1_000;

/** One channel of a connection, subscribed to while anybody needs it. */
export class Channel {
  readonly #redis: Redis;
  readonly #name: string;
  #users = 0;
  #subscribed: Promise<unknown> | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(redis: Redis, name: string) {
    this.#redis = redis;
    this.#name = name;
  }

  /**
   * Needs the channel until `leave`, whatever comes of this; resolves once nothing later can be missed.
   * @throws Error when Redis does not answer within five seconds
   */
  async join(): Promise<void> {
    this.#users += 1;
    clearTimeout(this.#idle);
    const subscribed = this.#subscribed ?? this.#subscribe();
    this.#subscribed = subscribed;
    try {
      await subscribed;
    } catch (error) {
      if (this.#subscribed === subscribed) this.#subscribed = undefined;
      throw error;
    }
  }

  leave(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#unsubscribe(), IDLE_MS);
    this.#idle.unref();
  }

  /** Subscribes again, on a new connection. */
  async resume(): Promise<void> {
    if (this.#subscribed) await this.#redis.subscribe(this.#name);
  }

  async #subscribe(): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('Command timed out')), SUBSCRIBE_MS);
    try {
      await Promise.race([this.#redis.subscribe(this.#name), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Commands of one connection keep their order, so whoever joins meanwhile is subscribed after this. */
  #unsubscribe(): void {
    this.#subscribed = undefined;
    this.#redis.unsubscribe(this.#name).catch(() => {});
  }
}
