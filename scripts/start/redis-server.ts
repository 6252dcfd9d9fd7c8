import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pingRedis } from './ping-redis.ts';

export interface RedisServerOptions {
  /** The executable. */
  program: string;
  port: number;
  /** Where its data live; made when missing. */
  dir: string;
  /** Whether its output can be read from the process, as it can where nothing else is said. */
  output?: 'pipe' | 'ignore';
}

/**
 * The arguments of a Redis for this machine only, that keeps what it is given. The append-only file alone keeps the
 * data: snapshots would write the same once more, and hold up every shutdown.
 */
export function redisArguments(port: number, dir: string): string[] {
  const options = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Starts a Redis; it outlives this process unless it is stopped. */
export function launchRedisServer({ program, port, dir, output = 'pipe' }: RedisServerOptions): ChildProcess {
  mkdirSync(dir, { recursive: true });
  // Of its own group, so that Ctrl-C in the terminal does not end it before those who need it.
  return spawn(program, redisArguments(port, dir), {
    cwd: dir,
    detached: true,
    stdio: ['ignore', output, output],
  });
}

/** Waits until the Redis answers; ends without an answer when `signal` aborts. */
export async function whenRedisAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await pingRedis(url);
    } catch {
      // Not listening yet, or still loading its data.
      await delay(25);
    }
  }
}
