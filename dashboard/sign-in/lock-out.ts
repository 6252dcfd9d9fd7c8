import { createHmac, type KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Keys } from '../../shared/redis/keys.ts';
import { deriveKey } from '../../shared/security/seal.ts';

/** Failed sign-ins in a row after which a user is locked out. */
export const USER_FAILURES = 5;
/** Failed sign-ins from one address within the time of a lock-out, whichever users were tried. */
export const ADDRESS_FAILURES = 20;
const LOCK_SECONDS = 15 * 60;
/** How long a user's failures are remembered when nothing follows them. */
const DAY_SECONDS = 86_400;

/** Who is trying to sign in, as. */
export interface Attempt {
  readonly name: string;
  readonly address: string;
}

/** Why an attempt is refused without looking at its password. */
export interface Lock {
  readonly seconds: number;
  /** Grows with every attempt that the lock refuses. */
  readonly refusals: number;
}

/**
 * Counts failed sign-ins per user (known or not) and per address. An attempt is counted before its password
 * is checked, so that parallel guesses cannot outrun the count; a successful one takes its count back.
 */
export class LockOut {
  readonly #users: RateLimiterRedis;
  readonly #addresses: RateLimiterRedis;
  readonly #secret: KeyObject;

  /** @param masterKey blinds names and addresses in Redis */
  constructor(redis: Redis, keys: Pick<Keys, 'dashboardFailures'>, masterKey: KeyObject) {
    const limiter = (points: number, duration: number) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: keys.dashboardFailures(),
        points,
        duration,
        blockDuration: LOCK_SECONDS,
      });
    this.#users = limiter(USER_FAILURES, DAY_SECONDS);
    this.#addresses = limiter(ADDRESS_FAILURES, LOCK_SECONDS);
    this.#secret = deriveKey(masterKey, 'dashboard-lock-out');
  }

  /** Counts an attempt; the lock it meets, if any. */
  async begin(attempt: Attempt): Promise<Lock | undefined> {
    const locks = await Promise.all([
      consume(this.#users, this.#userKey(attempt)),
      consume(this.#addresses, this.#addressKey(attempt)),
    ]);
    return locks.filter((lock) => lock !== undefined).sort((a, b) => b.seconds - a.seconds)[0];
  }

  /** The attempt failed; whether that locks its user or address now. */
  async fail(attempt: Attempt): Promise<boolean> {
    const locked = await Promise.all([
      lockWhenSpent(this.#users, this.#userKey(attempt)),
      lockWhenSpent(this.#addresses, this.#addressKey(attempt)),
    ]);
    return locked.includes(true);
  }

  /** The attempt succeeded: the user's failures are forgotten, the address keeps those of others. */
  async succeed(attempt: Attempt): Promise<void> {
    await this.#users.delete(this.#userKey(attempt));
    await this.#addresses.reward(this.#addressKey(attempt), 1);
  }

  /** A stable name for an address that does not tell the address. */
  client({ address }: Attempt): string {
    return this.#digest(`address:${address}`).slice(0, 10);
  }

  #userKey({ name }: Attempt): string {
    return this.#digest(`user:${name}`);
  }

  #addressKey({ address }: Attempt): string {
    return this.#digest(`address:${address}`);
  }

  #digest(value: string): string {
    return createHmac('sha256', this.#secret).update(value).digest('base64url').slice(0, 22);
  }
}

async function consume(limiter: RateLimiterRedis, key: string): Promise<Lock | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return {
      seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      refusals: refused.consumedPoints - limiter.points,
    };
  }
}

async function lockWhenSpent(limiter: RateLimiterRedis, key: string): Promise<boolean> {
  const state = await limiter.get(key);
  if (!state || state.consumedPoints < limiter.points) return false;
  await limiter.block(key, LOCK_SECONDS);
  return true;
}
