import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { provideRedisServer } from '../../scripts/provide/redis-server.ts';
import { findFreePort } from '../../scripts/start/ports.ts';
import { redisArguments, whenRedisAnswers } from '../../scripts/start/redis-server.ts';

const HOST = '127.0.0.1';
const SLOTS = [
  [0, 8_191],
  [8_192, 16_383],
] as const;

/** A Redis Cluster of two nodes, each with half of the slots, so that whatever spans two slots fails. */
export class RedisCluster {
  readonly url: string;
  readonly #nodes: readonly Node[];

  private constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
    this.url = `redis+cluster://${nodes.map(({ port }) => `${HOST}:${port}`).join(',')}`;
  }

  static async start(): Promise<RedisCluster> {
    const nodes = await Promise.all(SLOTS.map(startNode));
    const [first, second] = nodes.map(({ port }) => new Redis(port, HOST));
    if (!first || !second) throw new Error('a cluster has two nodes');
    for (const [i, redis] of [first, second].entries()) {
      await redis.call('CLUSTER', 'ADDSLOTSRANGE', ...(SLOTS[i] ?? []));
    }
    await first.call('CLUSTER', 'MEET', HOST, `${nodes[1]?.port}`, `${nodes[1]?.busPort}`);
    for (const redis of [first, second]) {
      while (!String(await redis.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(25);
      redis.disconnect();
    }
    return new RedisCluster(nodes);
  }

  async stop(): Promise<void> {
    for (const { server, dir } of this.#nodes) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    }
  }
}

interface Node {
  readonly port: number;
  readonly busPort: number;
  readonly dir: string;
  readonly server: ChildProcess;
}

async function startNode(): Promise<Node> {
  const [port, busPort] = [await findFreePort(HOST), await findFreePort(HOST)];
  const dir = mkdtempSync(join(tmpdir(), 'redis-node-'));
  const own = ['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`, '--cluster-announce-ip', HOST];
  const program = await provideRedisServer();
  const server = spawn(program, [...redisArguments(port, dir), ...own], { stdio: 'ignore' });
  process.once('exit', () => server.kill('SIGKILL'));
  await whenRedisAnswers(`redis://${HOST}:${port}`, AbortSignal.timeout(10_000));
  return { port, busPort, dir, server };
}
