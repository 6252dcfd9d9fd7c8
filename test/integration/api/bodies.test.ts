import { randomUUID } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ApiAnswer } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

const CHAT = JSON.stringify({ task: 'chat', input: { prompt: 'hello' } });

/** Posts a body as it is. */
async function post(
  body: RequestInit['body'],
  headers: Record<string, string> = {},
): Promise<ApiAnswer<unknown>> {
  const response = await fetch(`${system.url}/v1/jobs`, {
    method: 'POST',
    headers: {
      authorization: system.api.authorization,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function inChunks(...chunks: string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));
}

describe('what is not JSON', () => {
  const cases: [name: string, body: string | Uint8Array<ArrayBuffer>, says: RegExp][] = [
    ['text', 'hello', /could not be parsed/],
    ['half a document', CHAT.slice(0, -2), /could not be parsed/],
    ['two documents', `${CHAT}${CHAT}`, /could not be parsed/],
    ['NaN', '{"task":"chat","input":{"prompt":NaN}}', /could not be parsed/],
    ['a raw NUL', '{"task":"chat","input":{"prompt":"\0"}}', /could not be parsed/],
    ['nothing but white space', '  \n', /could not be parsed/],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), /UTF-8/],
    ['UTF-16', Buffer.from(`\ufeff${CHAT}`, 'utf16le'), /UTF-8|could not be parsed/],
    ['half a surrogate pair', '{"task":"chat","input":{"prompt":"\\ud83d"}}', /surrogate/],
    ['half a surrogate pair in a name', '{"task":"chat","input":{"\\udc00":1}}', /surrogate/],
    ['a number beyond all numbers', '{"task":"chat","input":{"prompt":1e400}}', /1\.79|too large/],
    ['__proto__', '{"task":"chat","input":{"prompt":"a"},"metadata":{"__proto__":"a"}}', /__proto__/],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, /64 levels/],
    ['10,000 levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, /64 levels/],
    ['half a million levels', '['.repeat(500_000), /could not be parsed/],
  ];
  test.each(cases)('%s', async (_name, body, says) => {
    expect(expectProblemAnswer(await post(body), 400, 'invalid_json').detail).toMatch(says);
  });

  test('no body at all', async () => {
    expect(expectProblemAnswer(await post(undefined), 400, 'invalid_json').detail).toMatch(
      /needs a JSON body/,
    );
  });
});

describe('JSON of another type', () => {
  test.each(['null', '1', '"chat"', '[]', 'true', '{}'])('%s', async (body) => {
    const problem = expectProblemAnswer(await post(body), 400, 'invalid_request');
    expect(problem.detail).toMatch(/body|task/);
  });
});

describe('media types', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a', ''])(
    '"%s" is refused',
    async (type) => {
      expectProblemAnswer(await post(CHAT, { 'content-type': type }), 415, 'unsupported_media_type');
    },
  );

  test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/vnd.acme+json'])(
    '%s is taken',
    async (type) => {
      expect((await post(CHAT, { 'content-type': type })).status).toBe(202);
    },
  );

  test('another charset is refused', async () => {
    const answer = await post(CHAT, { 'content-type': 'application/json; charset=latin1' });
    expect(expectProblemAnswer(answer, 415, 'unsupported_media_type').detail).toContain('UTF-8');
  });
});

describe('encodings', () => {
  const encodings: [string, (text: string) => Uint8Array<ArrayBuffer>][] = [
    ['gzip', (text) => Uint8Array.from(gzipSync(text))],
    ['deflate', (text) => Uint8Array.from(deflateSync(text))],
    ['br', (text) => Uint8Array.from(brotliCompressSync(text))],
  ];
  test.each(encodings)('%s is decoded', async (encoding, encode) => {
    expect((await post(encode(CHAT), { 'content-encoding': encoding })).status).toBe(202);
  });

  test.each(encodings)('what is no %s is refused', async (encoding) => {
    const problem = expectProblemAnswer(await post(CHAT, { 'content-encoding': encoding }), 400);
    expect(problem.detail).toContain(encoding);
  });

  test('a gzip that was cut off is refused', async () => {
    const half = encodings[0]?.[1](CHAT).subarray(0, 20);
    expectProblemAnswer(await post(half, { 'content-encoding': 'gzip' }), 400);
  });

  test('an unknown one is refused', async () => {
    const answer = await post(CHAT, { 'content-encoding': 'snappy' });
    expect(expectProblemAnswer(answer, 415, 'unsupported_media_type').detail).toContain('gzip');
  });

  test('chunks without a length are one body', async () => {
    const answer = await post(inChunks(CHAT.slice(0, 10), CHAT.slice(10)));
    expect(answer.status).toBe(202);
  });
});

describe('a route that takes no body', () => {
  test('refuses one', async () => {
    const answer = await system.api.request('DELETE', `/v1/jobs/job_${'0'.repeat(22)}`, { a: 1 });
    expectProblemAnswer(answer, 400, 'invalid_request');
  });

  test('cancel and retry take the empty object that some clients send', async () => {
    const { body } = await system.api.post(CHAT);
    expect((await system.api.request('POST', `/v1/jobs/${body.id}/cancel`, {})).status).toBe(200);
    expectProblemAnswer(await system.api.request('POST', `/v1/jobs/${body.id}/retry`, {}), 409);
    const unknown = await system.api.request('POST', `/v1/jobs/${body.id}/cancel`, { force: true });
    expect(expectProblemAnswer(unknown, 400, 'invalid_request').detail).toContain('force');
  });
});
