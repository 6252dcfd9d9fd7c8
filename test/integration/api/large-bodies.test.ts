import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectProblem } from '../../support/problem.ts';
import { sendRaw } from '../../support/raw-http.ts';
import { type System, startSystem } from '../../support/system.ts';

const MIB = 1024 ** 2;
/** What requests may leave behind until it is collected, while many of them are refused. */
const MOST_GROWTH = 250 * MIB;

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

function head(...more: string[]): string {
  const lines = [
    'POST /v1/jobs HTTP/1.1',
    'Host: test',
    `Authorization: ${system.api.authorization}`,
    'Content-Type: application/json',
    `Idempotency-Key: ${randomUUID()}`,
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Runs something and tells by how much memory rose above where it was. */
async function growthDuring(run: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await run();
  clearInterval(timer);
  return most - before;
}

test('100 MB are refused as soon as their length is announced', async () => {
  const answer = await sendRaw(system.url, head(`Content-Length: ${100 * MIB}`), '{"task":"');
  expect(expectProblem(JSON.parse(answer?.body ?? ''), 413, 'payload_too_large').detail).toContain('1 MiB');
});

test('chunks without an end are refused once they are too many, and read on without being kept', async () => {
  const chunk = Buffer.from(`${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`);
  let answered = '';
  const growth = await growthDuring(async () => {
    const socket = connect(Number(new URL(system.url).port), '127.0.0.1');
    socket.setEncoding('latin1').on('data', (text: string) => {
      answered += text;
    });
    socket.write(head('Transfer-Encoding: chunked'));
    for (let sent = 0; sent < 4 * MOST_GROWTH; sent += 64 * 1024) {
      if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve));
    }
    socket.destroy();
  });
  expect(answered).toMatch(/^HTTP\/1\.1 413 /);
  expect(growth).toBeLessThan(MOST_GROWTH);
});

test('a body of just 1 MiB is taken, one more byte is not', async () => {
  const empty = JSON.stringify({ task: 'chat', input: { prompt: '' } });
  const fits = JSON.stringify({ task: 'chat', input: { prompt: 'a'.repeat(MIB - empty.length) } });
  expect((await system.api.post(fits)).status).toBe(202);
  expect((await system.api.post(`${fits} `)).status).toBe(413);
});

test('a gzip bomb is refused, and memory stays flat', async () => {
  const gzip = createGzip({ level: 9 });
  const parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  for (let i = 0; i < 500; i++) gzip.write(Buffer.alloc(MIB, ' '));
  gzip.end();
  await new Promise((resolve) => gzip.once('end', resolve));
  const bomb = Buffer.concat(parts);
  expect(bomb.length).toBeLessThan(MIB);

  const headers = [`Content-Length: ${bomb.length}`, 'Content-Encoding: gzip'];
  const growth = await growthDuring(async () => {
    for (let i = 0; i < 20; i++) {
      const answer = await sendRaw(system.url, head(...headers), bomb);
      expectProblem(JSON.parse(answer?.body ?? ''), 413, 'payload_too_large');
    }
  });
  expect(growth).toBeLessThan(MOST_GROWTH);
});
