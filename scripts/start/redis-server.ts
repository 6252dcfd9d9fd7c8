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
  /** File descriptors or streams for its output, as `spawn` takes them. */
  output: 'ignore' | 'pipe' | number;
}

/**
 * Starts a Redis for this machine only. The append-only file alone keeps the data: snapshots would write the same
 * once more, and hold up every shutdown.
 */
export function launchRedisServer({ program, port, dir, output }: RedisServerOptions): ChildProcess {
  mkdirSync(dir, { recursive: true });
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
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  // Of its own group, so that Ctrl-C in the terminal does not end it before those who need it.
  return spawn(program, args, { cwd: dir, detached: true, stdio: ['ignore', output, output] });
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
