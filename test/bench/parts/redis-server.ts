import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { provideRedisServer } from '../../../scripts/provide/redis-server.ts';
import { freePort } from './free-port.ts';
import { temporaryDir } from './temporary-dir.ts';

export interface RedisServer {
  readonly url: string;
  readonly pid: number;
  readonly client: Redis;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** Starts a Redis server of its own, durable as in production: AOF once a second, nothing evicted. */
export async function startRedis(): Promise<RedisServer> {
  const dir = temporaryDir('redis');
  const port = await freePort();
  const settings = {
    port,
    dir: dir.path,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
  };
  const args = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' });
  const server = spawn(
    await provideRedisServer(),
    args.flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: 'ignore' },
  );
  const kill = () => server.kill('SIGKILL');
  process.on('exit', kill);
  const ended = once(server, 'exit');
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const failed = ended.then(() => Promise.reject(new Error('redis-server ended')));
  failed.catch(() => undefined);
  const late = sleep(START_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('no Redis')));
  late.catch(() => undefined);
  await Promise.race([client.ping(), failed, late]);

  return {
    url: `redis://127.0.0.1:${port}`,
    pid: server.pid ?? 0,
    client,
    async stop() {
      client.disconnect();
      kill();
      await ended;
      process.off('exit', kill);
      dir.remove();
    },
  };
}
