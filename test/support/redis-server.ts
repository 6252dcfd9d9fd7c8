import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { provideRedisServer } from '../../scripts/provide/redis-server.ts';
import { findFreePort } from '../../scripts/start/ports.ts';
import { launchRedisServer, whenRedisAnswers } from '../../scripts/start/redis-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis that belongs to this test run alone: append-only file on, `noeviction`. */
    redisUrl: string;
  }
}

const START_MS = 10_000;

/** Starts the Redis of a test run, tells its URL to the tests, and returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'test-redis-'));
  const port = await findFreePort('127.0.0.1');
  const server = launchRedisServer({ program: await provideRedisServer(), port, dir, output: 'ignore' });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    await rm(dir, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  const patience = AbortSignal.timeout(START_MS);
  await whenRedisAnswers(url, patience);
  if (patience.aborted) {
    await stop();
    throw new Error(`the Redis for the tests does not answer at ${url}`);
  }
  project.provide('redisUrl', url);
  return stop;
}
