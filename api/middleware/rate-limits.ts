import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Keys } from '../../shared/redis/keys.ts';
import type { ApiKey } from '../../shared/stores/api-keys.ts';

const WINDOW_S = 60;

/** Counts requests per API key over all api processes. */
export class RateLimits {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #byLimit = new Map<number, RateLimiterRedis>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#prefix = keys.rateLimit();
  }

  /**
   * Counts one request.
   * @returns the headers that tell the caller where it stands
   * @throws AppError `rate_limited` once the key's requests of this minute are spent
   */
  async consume(key: Pick<ApiKey, 'id' | 'requestsPerMinute'>): Promise<Record<string, string>> {
    const limit = key.requestsPerMinute;
    try {
      return headersOf(limit, await this.#limiter(limit).consume(key.id, 1));
    } catch (verdict) {
      if (!(verdict instanceof RateLimiterRes)) throw verdict;
      const wait = Math.max(1, Math.ceil(verdict.msBeforeNext / 1_000));
      throw new AppError('rate_limited', `This key may send ${limit} requests a minute. Wait ${wait} s.`, {
        headers: { ...headersOf(limit, verdict), 'Retry-After': String(wait) },
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

function headersOf(limit: number, state: RateLimiterRes): Record<string, string> {
  const seconds = Math.ceil(state.msBeforeNext / 1_000);
  return {
    'RateLimit-Policy': `"requests";q=${limit};w=${WINDOW_S}`,
    RateLimit: `"requests";r=${Math.max(0, state.remainingPoints)};t=${seconds}`,
  };
}
