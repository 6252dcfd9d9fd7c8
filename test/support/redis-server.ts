import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { provideRedisServer } from '../../scripts/provide/redis-server.ts';
import { findFreePort } from '../../scripts/start/ports.ts';
import { redisArguments, whenRedisAnswers } from '../../scripts/start/redis-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis that belongs to this test run alone: append-only file on, `noeviction`. */
    redisUrl: string;
  }
}

// The input ends with the process that holds its other end, so the Redis goes even when that one is killed.
const UNTIL_INPUT_ENDS = '"$0" "$@" & cat > /dev/null; kill $!; wait';
const START_MS = 10_000;

/** Starts the Redis of a test run, tells its URL to the tests, and returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'test-redis-'));
  const port = await findFreePort('127.0.0.1');
  const program = await provideRedisServer();
  const server = spawn('sh', ['-c', UNTIL_INPUT_ENDS, program, ...redisArguments(port, dir)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.stdin.end();
    if (server.exitCode === null) await ended;
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
