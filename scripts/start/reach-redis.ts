import { join } from 'node:path';
import { say, withProgress } from '../bootstrap/terminal.mjs';
import { provideRedisServer } from '../provide/redis-server.ts';
import { Refusal } from '../refusal.ts';
import { pingRedis } from './ping-redis.ts';
import { planRedis } from './plans.ts';
import { pickPort } from './ports.ts';
import type { RunFile } from './run-file.ts';
import type { Settings } from './settings.ts';
import type { System } from './system.ts';

/** The Redis that somebody else runs, or the program to run one with. */
export type RedisChoice = { url: string } | { program: string };

const REDIS_STOPS_LAST = Number.MAX_SAFE_INTEGER;
const LOOPBACK = '127.0.0.1';

/**
 * Decides which Redis to use: REDIS_URL where set, else one of our own, whose program is installed where missing.
 * @throws {Refusal} when nobody answers at REDIS_URL, or no Redis can be had
 */
export async function chooseRedis({ redisUrl }: Settings): Promise<RedisChoice> {
  if (redisUrl === undefined) return { program: await provideRedisServer() };
  // One node of a cluster stands for all of it.
  const [address = ''] = redisUrl.replace('+cluster:', ':').split(',');
  await pingRedis(address).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `No Redis answers at REDIS_URL (${reason}). Start it, correct the address, or unset REDIS_URL.`,
    );
  });
  return { url: redisUrl };
}

/** Starts a Redis of our own where that was the choice, and waits for it. Returns the URL to use. */
export async function reachRedis(
  choice: RedisChoice,
  settings: Settings,
  system: System,
  runFile: RunFile,
): Promise<string> {
  if ('url' in choice) return choice.url;
  const port = await pickPort(settings.redisPort, LOOPBACK);
  if (port !== settings.redisPort) say(`Port ${settings.redisPort} is in use, so Redis listens on ${port}.`);
  runFile.notePort('redis', port);
  const dir = join(settings.dataDir, 'redis');
  system.start(REDIS_STOPS_LAST, [planRedis(system, { program: choice.program, port, dir })]);
  await withProgress('starting Redis', () => system.ready());
  return `redis://${LOOPBACK}:${port}`;
}
