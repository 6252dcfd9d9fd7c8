import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideRedisServer } from '../../../scripts/provide/redis-server.ts';
import { findFreePort } from '../../../scripts/start/ports.ts';
import { launchRedisServer, whenRedisAnswers } from '../../../scripts/start/redis-server.ts';

const PATIENCE_MS = 20_000;

/** A Redis server of one test, to be stopped, killed and frozen. Its data outlive its process. */
export class PrivateRedis {
  readonly url: string;
  readonly #port: number;
  /** Where its files are. */
  readonly directory = mkdtempSync(join(tmpdir(), 'private-redis-'));
  #server: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(): Promise<PrivateRedis> {
    const redis = new PrivateRedis(await findFreePort('127.0.0.1'));
    await redis.start();
    return redis;
  }

  /** Starts the server on the data there are; resolves when it answers. */
  async start(): Promise<void> {
    const program = await provideRedisServer();
    this.#server = launchRedisServer({ program, port: this.#port, dir: this.directory, output: 'ignore' });
    const { pid } = this.#server;
    process.once('exit', () => pid && kill(pid));
    const patience = AbortSignal.timeout(PATIENCE_MS);
    await whenRedisAnswers(this.url, patience);
    patience.throwIfAborted();
  }

  /** Ends the server by a signal; resolves when it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  freeze(): void {
    this.#server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#server?.kill('SIGCONT');
  }

  async destroy(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended as it should.
  }
}
