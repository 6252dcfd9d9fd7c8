import type { Redis } from 'ioredis';
import { ConfigError } from '../config/load-config.ts';

/** Tells whether the error is Redis denying an administrative command (managed services do). */
function isDenied(error: unknown): boolean {
  return error instanceof Error && /NOPERM|unknown command|disabled/i.test(error.message);
}

/**
 * Refuses to start on a Redis that would lose work: it must keep all keys and write an append-only file.
 * A server that denies `CONFIG GET` is accepted by what `INFO` says of it.
 * @throws ConfigError saying what to set
 */
export async function checkServer(redis: Redis): Promise<void> {
  const info = await redis.info();
  const version = /redis_version:(\d+)\.(\d+)/.exec(info);
  if (version && Number(`${version[1]}.${version[2]}`) < 6.2) {
    throw new ConfigError(`Redis ${version[1]}.${version[2]} is too old: 6.2 or newer is needed.`);
  }
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? (await readConfig(redis, 'maxmemory-policy'));
  if (policy !== undefined && policy !== 'noeviction') {
    throw new ConfigError(
      `Redis evicts keys (maxmemory-policy is ${policy}), which would lose jobs. Set: CONFIG SET maxmemory-policy noeviction`,
    );
  }
  if (/aof_enabled:0/.test(info)) {
    throw new ConfigError(
      'Redis has no append-only file, so a restart would lose jobs. Set: CONFIG SET appendonly yes',
    );
  }
}

async function readConfig(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const reply = (await redis.config('GET', name)) as string[];
    return reply[1];
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}
