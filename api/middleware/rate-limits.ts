import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Keys } from '../../shared/redis/keys.ts';
import type { ApiKey } from '../../shared/stores/api-keys.ts';

const WINDOW_S = 60;
const MOST_LEASES = 10_000;

/** A key's requests are taken from Redis in shares of this part of its limit, so that most cost no round trip. */
const SHARE = 1 / 500;

type LimitedKey = Pick<ApiKey, 'id' | 'requestsPerMinute'>;

/** Requests this process may still admit for a key without asking Redis. */
interface Lease {
  left: number;
  /** Requests of the window that nobody had taken yet. */
  readonly beyond: number;
  /** When the window ends, in Unix ms. */
  readonly until: number;
}

/**
 * Counts requests per API key over all api processes. Every process takes its requests in small leases: the
 * limit is never passed, and what a process leaves unused at the end of a window is at most one lease.
 */
export class RateLimits {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #byLimit = new Map<number, RateLimiterRedis>();
  readonly #leases = new Map<string, Lease>();
  readonly #pending = new Map<string, Promise<void>>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#prefix = keys.rateLimit();
  }

  /**
   * Counts one request.
   * @returns the headers that tell the caller where it stands
   * @throws AppError `rate_limited` once the key's requests of this minute are spent
   */
  async consume(key: LimitedKey): Promise<Record<string, string>> {
    for (;;) {
      const lease = this.#leases.get(key.id);
      const left = lease ? lease.until - Date.now() : 0;
      if (lease && lease.left > 0 && left > 0) {
        lease.left -= 1;
        return headersOf(key.requestsPerMinute, lease.beyond + lease.left, left);
      }
      await this.#lease(key);
    }
  }

  /** Takes a lease; requests that come meanwhile wait for the same one. */
  #lease(key: LimitedKey): Promise<void> {
    const pending = this.#pending.get(key.id);
    if (pending) return pending;
    const taking = this.#take(key).finally(() => this.#pending.delete(key.id));
    this.#pending.set(key.id, taking);
    return taking;
  }

  async #take({ id, requestsPerMinute: limit }: LimitedKey): Promise<void> {
    const size = Math.max(1, Math.floor(limit * SHARE));
    try {
      const { remainingPoints, msBeforeNext } = await this.#limiter(limit).consume(id, size);
      if (this.#leases.size >= MOST_LEASES) this.#leases.clear();
      this.#leases.set(id, { left: size, beyond: remainingPoints, until: Date.now() + msBeforeNext });
    } catch (verdict) {
      if (!(verdict instanceof RateLimiterRes)) throw verdict;
      const wait = Math.max(1, Math.ceil(verdict.msBeforeNext / 1_000));
      throw new AppError('rate_limited', `This key may send ${limit} requests a minute. Wait ${wait} s.`, {
        headers: { ...headersOf(limit, 0, verdict.msBeforeNext), 'Retry-After': String(wait) },
      });
    }
  }

  #limiter(limit: number): RateLimiterRedis {
    const known = this.#byLimit.get(limit);
    if (known) return known;
    const limiter = new RateLimiterRedis({
      storeClient: this.#redis,
      keyPrefix: this.#prefix,
      points: limit,
      duration: WINDOW_S,
    });
    this.#byLimit.set(limit, limiter);
    return limiter;
  }
}

function headersOf(limit: number, remaining: number, msBeforeNext: number): Record<string, string> {
  const seconds = Math.max(0, Math.ceil(msBeforeNext / 1_000));
  return {
    'RateLimit-Policy': `"requests";q=${limit};w=${WINDOW_S}`,
    RateLimit: `"requests";r=${Math.max(0, remaining)};t=${seconds}`,
  };
}
