import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, test } from 'vitest';
import { findFreePort } from '../../../scripts/start/ports.ts';

const ENTRY = fileURLToPath(new URL('../../../dashboard/main.ts', import.meta.url));
let child: ChildProcess;

afterEach(() => {
  child.kill('SIGKILL');
});

function launch(port: number): ChildProcess {
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: inject('redisUrl'),
    KEY_PREFIX: `p${process.pid}`,
    MASTER_KEY: 'ab'.repeat(32),
    ADMIN_PASSWORD: 'a long enough password',
    DASHBOARD_PORT: String(port),
  };
  return fork(ENTRY, { env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

test('says when it is ready, serves, and ends on SIGTERM', async () => {
  const port = await findFreePort('127.0.0.1');
  child = launch(port);
  expect(await once(child, 'message')).toEqual([{ ready: true }, undefined]);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('names what to set when its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  child = launch(port);
  const said = child.stderr ? text(child.stderr) : '';
  expect(await once(child, 'exit')).toEqual([78, null]);
  expect(await said).toBe(`Port ${port} is taken by another program. Set DASHBOARD_PORT to a free one.\n`);
  other.close();
});
