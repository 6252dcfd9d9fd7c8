import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectProblem } from '../../support/problem.ts';
import { type RawAnswer, sendRaw } from '../../support/raw-http.ts';
import { ADMIN_KEY, type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

const AUTHORIZATION = `Authorization: Bearer ${ADMIN_KEY}`;

/** Sends lines as a request with no body. */
function sendLines(...lines: string[]): Promise<RawAnswer | undefined> {
  return sendRaw(system.url, `${lines.join('\r\n')}\r\n\r\n`);
}

function expectRawProblem(answer: RawAnswer | undefined, status: number, code?: string) {
  expect(answer?.status).toBe(status);
  expect(answer?.headers.get('content-type')).toBe('application/problem+json');
  return expectProblem(JSON.parse(answer?.body ?? ''), status, code);
}

describe('what is not HTTP', () => {
  const broken: [string, ...string[]][] = [
    ['a word', 'hello'],
    ['an unknown method', 'SPEND /v1/jobs HTTP/1.1', 'Host: test'],
    ['an unknown version', 'GET /v1/jobs HTTP/9.1', 'Host: test'],
    ['a header without a colon', 'GET /v1/jobs HTTP/1.1', 'Host: test', 'nonsense'],
    ['a NUL in a header', 'GET /v1/jobs HTTP/1.1', 'Host: test', 'X-A: \0'],
    ['two lengths', 'POST /v1/jobs HTTP/1.1', 'Host: test', 'Content-Length: 1', 'Content-Length: 2'],
    [
      'a length and chunks',
      'POST /v1/jobs HTTP/1.1',
      'Host: t',
      'Content-Length: 1',
      'Transfer-Encoding: chunked',
    ],
    ['a negative length', 'POST /v1/jobs HTTP/1.1', 'Host: test', 'Content-Length: -1'],
  ];
  test.each(broken)('%s', async (_name, ...lines) => {
    expectRawProblem(await sendLines(...lines), 400, 'invalid_request');
  });

  test('a TLS handshake', async () => {
    const hello = Buffer.from('16030100a5010000a10303', 'hex');
    expectRawProblem(await sendRaw(system.url, hello, Buffer.alloc(200, 7)), 400, 'invalid_request');
  });

  test('a request without a host', async () => {
    const problem = expectRawProblem(await sendLines('GET /v1/jobs HTTP/1.1', AUTHORIZATION), 400);
    expect(problem.detail).toMatch(/host/i);
  });

  test('a bad chunk', async () => {
    const lines = ['POST /v1/jobs HTTP/1.1', 'Host: test', AUTHORIZATION, 'Content-Type: application/json'];
    const answer = await sendLines(
      ...lines,
      'Idempotency-Key: a',
      'Transfer-Encoding: chunked',
      '',
      'zz',
      '{}',
    );
    expectRawProblem(answer, 400, 'invalid_request');
  });
});

describe('headers', () => {
  test.each([
    ['one header of 64 KiB', [`X-A: ${'a'.repeat(65_536)}`]],
    ['thousands of headers', Array.from({ length: 5_000 }, (_, i) => `X-${i}: ${i}`)],
  ])('%s are too large', async (_name, lines) => {
    const answer = await sendLines('GET /v1/jobs HTTP/1.1', 'Host: test', ...lines);
    expectRawProblem(answer, 431, 'headers_too_large');
  });

  test('a second authorization does not count', async () => {
    const lines = ['GET /v1/jobs HTTP/1.1', 'Host: test', AUTHORIZATION, 'Authorization: Bearer other'];
    expect((await sendLines(...lines))?.status).toBe(200);
  });

  test('an expectation that nobody knows is no reason to fail', async () => {
    const answer = await sendLines('GET /healthz HTTP/1.1', 'Host: test', 'Expect: everything');
    expect(answer?.status).toBe(200);
  });

  test('an upgrade that nobody offers is not made', async () => {
    const lines = ['GET /v1/nothing HTTP/1.1', 'Host: test', 'Connection: Upgrade', 'Upgrade: websocket'];
    expectRawProblem(await sendLines(...lines), 404, 'not_found');
  });
});

describe('paths', () => {
  test.each(['/v1/jobs/%', '/v1/jobs/%zz', '/v1/jobs/%c3%28', '/v1/jobs/%ff/cancel'])(
    'the malformed escape in %s is named',
    async (path) => {
      const problem = expectRawProblem(
        await sendLines(`GET ${path} HTTP/1.1`, 'Host: test', AUTHORIZATION),
        400,
        'invalid_request',
      );
      expect(problem.detail).toMatch(/percent|escape/);
    },
  );

  test.each([
    '/',
    '/v1',
    '//v1//jobs',
    '/v1/jobs/a/b',
    '/v2/jobs',
    '/v1/jobs/..%2f..%2fmetrics',
    '/__proto__',
    '/v1/jobs/%00',
    '/v1/jobs/%F0%9F%98%80',
    '/v1/jobs/job_a:input',
    '/v1/jobs/*',
    '*',
  ])('nothing is at %s', async (path) => {
    expectRawProblem(await sendLines(`GET ${path} HTTP/1.1`, 'Host: test', AUTHORIZATION), 404, 'not_found');
  });

  test('an absolute address is a path too', async () => {
    const answer = await sendLines(`GET ${system.url}/healthz HTTP/1.1`, 'Host: test');
    expect(answer?.status).toBe(200);
  });

  test('an id never reads a part of a job', async () => {
    const { body } = await system.api.post({ task: 'chat', input: { prompt: 'hello' } });
    for (const part of ['input', 'result', 'journal', 'log', 'deltas', 'deliveries', 'feedback']) {
      for (const route of ['', '/events', '/timeline']) {
        const path = `/v1/jobs/${body.id}:${part}${route}`;
        expectRawProblem(await sendLines(`GET ${path} HTTP/1.1`, 'Host: test', AUTHORIZATION), 404);
      }
    }
  });
});
