import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../parts/child-process.ts';
import { startRedis } from '../parts/redis-server.ts';
import { temporaryDir } from '../parts/temporary-dir.ts';
import { product } from '../systems/product.ts';
import { type Api, apiAt } from './api.ts';

const API_KEY = 'bench-api-key-of-the-first-administrator';
const SIMULATOR = new URL('../parts/simulator-process.ts', import.meta.url);

/**
 * Starts a Redis, a simulator that replays a recording, an api and a worker, each a process of its own; and ends them
 * whatever happens.
 */
export async function withProduct<T>(
  recording: string,
  { speed, concurrency }: { readonly speed: number; readonly concurrency: number },
  use: (api: Api) => Promise<T>,
): Promise<T> {
  await using cleanUp = new AsyncDisposableStack();
  const dir = temporaryDir('routing');
  cleanUp.defer(() => dir.remove());
  const file = join(dir.path, 'recording.jsonl');
  writeFileSync(file, recording);
  const replayed = { SIMULATOR_RECORDING: file, RECORDING_SPEED: String(speed) };
  const simulator = await startChild(SIMULATOR, replayed, dir.path);
  cleanUp.defer(() => simulator.stop());
  const redis = await startRedis();
  cleanUp.defer(() => redis.stop());
  const running = await product.start(
    {
      redisUrl: redis.url,
      simulatorUrl: new URL('/v1', (await simulator.ask('url')) as string).href,
      apiKey: API_KEY,
      dataDir: dir.path,
      logDir: dir.path,
      env: {},
    },
    { worker: true, concurrency },
  );
  cleanUp.defer(() => running.stop());
  return await use(apiAt(running.url, API_KEY));
}
