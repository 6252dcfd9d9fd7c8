import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ModelKind } from '../../../shared/catalog/definitions.ts';
import { createPooledFetch } from '../../../shared/http/pooled-fetch.ts';
import { objectOf } from '../../../worker/models/json-values.ts';
import { openModel } from '../../support/models/open-model.ts';
import { readWire, sends, WireServer } from '../../support/wire-server.ts';

const { signal } = new AbortController();
const server = new WireServer();
const fetch = createPooledFetch({ connections: 4 });
let url = '';

beforeAll(async () => {
  url = await server.start();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await fetch.close();
});

const model = <K extends ModelKind>(kind: K, provider_model: string) =>
  openModel(kind, { url, fetch }, { provider: 'openai', provider_model, base_url: '/v1' });
const azure = <K extends ModelKind>(kind: K, provider_model: string) =>
  openModel(kind, { url, fetch }, { provider: 'azure', provider_model, base_url: '/' });

/** Serves a recorded exchange; returns the request that belongs to it. */
function replay(name: string, change: (body: string) => string = (body) => body): unknown {
  const exchange = readWire(['openai-kinds'], name);
  server.answer = sends(change(JSON.stringify(objectOf(exchange?.response)?.body)));
  return exchange?.request;
}

const NO_USAGE = { input: 0, output: 0, cached: 0, reasoning: 0 };
const bad = { code: 'model_bad_answer' };

describe('an embedding model', () => {
  const call = () => model('embedding', 'text-embedding-3-small').call({ texts: ['one', 'two'] }, signal);

  test('answers a vector for each text, in their order', async () => {
    const request = replay('embedding');
    expect(await call()).toEqual({
      embeddings: [
        [1, 0, 0.5],
        [0.25, -0.5, 1],
      ],
      usage: { ...NO_USAGE, input: 4 },
    });
    expect(server.requests).toMatchObject([{ path: '/v1/embeddings', body: request }]);
    // A server that knows no base64.
    replay('embedding', (body) => body.replaceAll(/"embedding":"[^"]+"/g, '"embedding":[1,2]'));
    expect((await call()).embeddings).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test.each([
    ['one vector too few', (body: string) => body.replace('"index":1', '"index":0')],
    ['vectors of two lengths', (body: string) => body.replace(/"embedding":"[^"]+"/, '"embedding":[1,2]')],
    ['a vector of nothing', (body: string) => body.replace(/"embedding":"[^"]+"/, '"embedding":[]')],
    ['a vector of words', (body: string) => body.replace(/"embedding":"[^"]+"/, '"embedding":["a","b","c"]')],
    ['a vector that is not base64', (body: string) => body.replace('"embedding":"', '"embedding":"#')],
    ['infinite numbers', (body: string) => body.replaceAll(/"embedding":"[^"]+"/g, '"embedding":"AACAfw=="')],
    ['nonsense for usage', (body: string) => body.replace('"prompt_tokens":4', '"prompt_tokens":-4')],
  ])('%s is a bad answer', async (_name, change) => {
    replay('embedding', change);
    await expect(call()).rejects.toMatchObject(bad);
  });
});

describe('a moderation model', () => {
  const call = () => model('moderation', 'omni-moderation-latest').call({ texts: ['fine', 'awful'] }, signal);

  test('answers a verdict for each text', async () => {
    const request = replay('moderation');
    expect(await call()).toEqual({
      results: [
        { flagged: false, categories: [], scores: { harassment: 0.01, violence: 0.01 } },
        { flagged: true, categories: ['violence'], scores: { harassment: 0.2, violence: 0.9 } },
      ],
      usage: NO_USAGE,
    });
    expect(server.requests).toMatchObject([{ path: '/v1/moderations', body: request }]);
  });

  test.each([
    ['a verdict too few', (body: string) => body.replace(/\{"flagged":false.*?\}\},/, '')],
    ['a verdict that is none', (body: string) => body.replace('"flagged":true', '"flagged":"no"')],
    ['a score that is none', (body: string) => body.replace('0.9', 'null')],
    ['a score without an end', (body: string) => body.replace('0.9', '1e999')],
  ])('%s is a bad answer: it never counts as passed', async (_name, change) => {
    replay('moderation', change);
    await expect(call()).rejects.toMatchObject(bad);
  });
});

describe('an image model', () => {
  const asked = { prompt: 'a red square', size: '1024x1024' };
  const call = () => model('image', 'gpt-image-1').call(asked, signal);

  test('answers the picture and its type', async () => {
    const request = replay('image');
    expect(await call()).toEqual({
      images: [{ mediaType: 'image/webp', data: 'UklGRg==' }],
      usage: { ...NO_USAGE, input: 5, output: 272 },
    });
    expect(server.requests).toMatchObject([{ path: '/v1/images/generations', body: request }]);
  });

  test.each([
    ['no picture', (body: string) => body.replace(/"data":\[.*?\]/, '"data":[]')],
    ['an address', (body: string) => body.replace('"b64_json":"UklGRg=="', '"url":"https://example.org/a"')],
    ['what is not base64', (body: string) => body.replace('UklGRg==', '<html>')],
  ])('%s is a bad answer', async (_name, change) => {
    replay('image', change);
    await expect(call()).rejects.toMatchObject(bad);
  });
});

test.each(['moderation_blocked', 'content_policy_violation', 'content_filter'])(
  'a picture that the provider filters (%s) is not tried again',
  async (code) => {
    server.answer = sends(JSON.stringify({ error: { message: 'no', code } }), { status: 400 });
    const call = model('image', 'gpt-image-2.5-flare').call({ prompt: 'a' }, signal);
    await expect(call).rejects.toMatchObject({ code: 'content_filtered' });
  },
);

describe('a transcription model', () => {
  const asked = { audio: new Uint8Array([82, 73, 70, 70]), fileName: 'call.wav', language: 'en' };
  const call = () => model('transcription', 'gpt-4o-transcribe').call(asked, signal);

  test('answers what was said, and what that cost', async () => {
    replay('transcription');
    expect(await call()).toEqual({ text: 'Hello there.', usage: { ...NO_USAGE, input: 14, output: 5 } });
    const [request] = server.requests;
    expect(request).toMatchObject({ path: '/v1/audio/transcriptions' });
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of [
      'name="model"',
      'gpt-4o-transcribe',
      'filename="call.wav"',
      'RIFF',
      'name="language"',
    ])
      expect(request?.body).toContain(part);
    replay('transcription-by-length');
    expect(await call()).toEqual({ text: 'Hello there.', seconds: 9, usage: NO_USAGE });
  });

  test.each([
    ['no text', (body: string) => body.replace('"text":"Hello there."', '"text":null')],
    ['a length that is none', (body: string) => body.replace('"seconds":9', '"seconds":-9')],
  ])('%s is a bad answer', async (_name, change) => {
    replay('transcription-by-length', change);
    await expect(call()).rejects.toMatchObject(bad);
  });
});

test('Azure has them by their deployments', async () => {
  replay('embedding');
  await azure('embedding', 'ours').call({ texts: ['one', 'two'] }, signal);
  replay('image');
  await azure('image', 'ours').call({ prompt: 'a red square' }, signal);
  replay('transcription');
  await azure('transcription', 'ours').call({ audio: new Uint8Array([1]), fileName: 'a.wav' }, signal);
  const version = 'api-version=2024-10-21';
  expect(server.requests.map(({ path }) => path)).toEqual([
    `/openai/deployments/ours/embeddings?${version}`,
    `/openai/deployments/ours/images/generations?${version}`,
    `/openai/deployments/ours/audio/transcriptions?${version}`,
  ]);
  for (const { headers } of server.requests) expect(headers).toMatchObject({ 'api-key': 'the-key' });
});

test('every kind fails as chat does', async () => {
  server.answer = sends('{"error":{"message":"slow down"}}', {
    status: 429,
    headers: { 'retry-after': '3' },
  });
  const limited = { code: 'model_rate_limited', retryAfterMs: 3_000 };
  const calls = [
    () => model('embedding', 'm').call({ texts: ['a'] }, signal),
    () => model('moderation', 'm').call({ texts: ['a'] }, signal),
    () => model('image', 'm').call({ prompt: 'a' }, signal),
    () => model('transcription', 'm').call({ audio: new Uint8Array([1]), fileName: 'a.wav' }, signal),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject(limited);
  expect(server.requests).toHaveLength(4);
});
