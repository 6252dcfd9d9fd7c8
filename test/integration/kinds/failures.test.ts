import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { readCalls, setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { sends, WireServer } from '../../support/wire-server.ts';

const server = new WireServer();
let system: System;

beforeAll(async () => {
  const base_url = `${await server.start()}/v1`;
  // None of these leaves its model for good, nor waits for long.
  const once = { retry: { attempts: 1, base_ms: 1, max_ms: 1 }, breaker: { thresholds: THRESHOLDS } };
  const wired = (kind: string) => simulatedModel({ base_url, kind, ...once });
  const spare = (kind: string) => simulatedModel({ kind, provider_model: `sim-${kind}` });
  const broken = (kind: string, provider_model: string) =>
    simulatedModel({ kind, provider_model, retry: { attempts: 2, base_ms: 1, max_ms: 1 } });
  const task = (kind: string, models: string[], more: object = {}) => ({
    ...{ kind, description: 'For tests.', models, ...more },
  });
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'wired-embedding': wired('embedding'),
        'wired-moderation': wired('moderation'),
        'wired-image': wired('image'),
        'wired-transcription': wired('transcription'),
        'spare-embedding': spare('embedding'),
        'spare-moderation': spare('moderation'),
        'spare-image': spare('image'),
        'spare-transcription': spare('transcription'),
        'broken-embedding': broken('embedding', 'sim-status-500'),
        'spoilt-embedding': broken('embedding', 'sim-bad-json-shape'),
        'dear-embedding': simulatedModel({
          ...{ kind: 'embedding', provider_model: 'sim-embedding', cleared_for: 'public' },
          price: { input: 9_000_000, output: 0 },
        }),
        'short-embedding': simulatedModel({
          ...{ kind: 'embedding', provider_model: 'sim-embedding', capabilities: { context_tokens: 8 } },
          price: { input: 10, output: 0 },
        }),
      },
      routes: {
        'cheap-embedding': {
          mode: 'cheapest',
          candidates: ['dear-embedding', 'spare-embedding', 'short-embedding'].map((model) => ({ model })),
        },
      },
      tasks: {
        embedding: task('embedding', ['wired-embedding', 'spare-embedding']),
        moderation: task('moderation', ['wired-moderation', 'spare-moderation']),
        image: task('image', ['wired-image', 'spare-image']),
        transcription: task('transcription', ['wired-transcription', 'spare-transcription']),
        'wired-image': task('image', ['wired-image']),
        'after-broken': task('embedding', ['broken-embedding', 'spare-embedding']),
        'after-spoilt': task('embedding', ['spoilt-embedding', 'spare-embedding']),
        routed: { kind: 'embedding', description: 'For tests.', route: 'cheap-embedding' },
        'stands-in': task('moderation', ['wired-moderation'], {
          fallback: { output: { flagged: true, results: [] } },
        }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await server.stop();
});

const THRESHOLDS = { bad_answer: { least: 1_000, share: 1 } };
const INPUTS: Record<string, unknown> = {
  embedding: { texts: ['one', 'two'] },
  moderation: { texts: ['one', 'two'] },
  image: { prompt: 'a square', size: '256x256' },
  transcription: { audio: 'UklGRg==', media_type: 'audio/wav' },
};
const run = async (task: string, input: unknown, more: object = {}): Promise<JobObject> =>
  (await system.api.post({ task, input, ...more }, { wait: 30 })).body;

interface Timeline {
  readonly data: readonly {
    readonly stages?: readonly { name: string; verdict: string; code?: string; details?: unknown }[];
  }[];
}

async function stagesOf(id: string, name: string) {
  const { body } = await system.api.get<Timeline>(`/v1/jobs/${id}/timeline`);
  return body.data.flatMap(({ stages = [] }) => stages.filter((stage) => stage.name === name));
}

const vectors = (...embeddings: readonly unknown[]) => ({
  data: embeddings.map((embedding, index) => ({ index, embedding })),
  usage: { prompt_tokens: 4 },
});

describe('an answer of the wrong shape', () => {
  test.each<[string, string, unknown]>([
    ['embedding', 'a vector too few', vectors([1, 2])],
    ['embedding', 'vectors of two lengths', vectors([1, 2], [1])],
    ['embedding', 'what is no number', vectors([1, null], [1, 2])],
    ['embedding', 'a chat', { choices: [{ message: { content: 'hello' } }] }],
    ['moderation', 'a verdict too few', { results: [{ flagged: false, categories: {} }] }],
    ['image', 'an address', { data: [{ url: 'https://example.org/a.png' }] }],
    ['image', 'half a group of base64', { data: [{ b64_json: 'AAAAA' }] }],
    ['embedding', 'half a group of base64', vectors('AAAAAA', 'AAAAAA')],
    ['transcription', 'no words', { words: [] }],
  ])('%s: %s falls back', async (kind, _what, body) => {
    server.answer = sends(JSON.stringify(body));
    const job = await run(kind, INPUTS[kind]);
    expect(job).toMatchObject({ status: 'completed', model: `spare-${kind}` });
    expect(await stagesOf(job.id, 'model_call')).toMatchObject([
      { verdict: 'failed', code: 'model_bad_answer' },
      { verdict: 'answered' },
    ]);
  });

  test('of an infinite number falls back', async () => {
    server.answer = sends('{"data":[{"index":0,"embedding":[1e999]},{"index":1,"embedding":[1]}]}');
    expect(await run('embedding', INPUTS.embedding)).toMatchObject({ model: 'spare-embedding' });
  });

  test('leaves it to the answer of the task, where it has one', async () => {
    server.answer = sends('{}');
    expect(await run('stands-in', INPUTS.moderation)).toMatchObject({
      ...{ status: 'completed' },
      result: { finish_reason: 'fallback', output: { flagged: true, results: [] } },
    });
  });
});

test('a picture that is too large is billed and not kept; the next model may have a smaller one', async () => {
  const usage = { input_tokens: 2, output_tokens: 10 };
  server.answer = sends(JSON.stringify({ data: [{ b64_json: 'A'.repeat(9 * 1_024 ** 2) }], usage }));
  expect(await run('wired-image', INPUTS.image)).toMatchObject({
    ...{ status: 'failed', attempts: 1, error: { code: 'output_too_large', stage: 'call_model' } },
    ...{ usage: { input_tokens: 2, output_tokens: 10 }, cost_micro_usd: 22 },
  });
  expect(await run('image', INPUTS.image)).toMatchObject({
    ...{ status: 'completed', model: 'spare-image' },
    cost_micro_usd: 22 + 2 + 2 * 16,
  });
});

describe('an embedding model that fails', () => {
  test.each(['after-broken', 'after-spoilt'])('%s: the next answers', async (task) => {
    const job = await run(task, INPUTS.embedding);
    expect(job).toMatchObject({ status: 'completed', model: 'spare-embedding', attempts: 3 });
    expect(job.usage.input_tokens).toBe(2);
  });

  test('slows its queue by a 429, as every model', async () => {
    await setFault(system.simulator, { model: 'sim-embedding', status: 429, count: 1 });
    const job = await run('embed', { texts: ['limited'] });
    expect(job).toMatchObject({ status: 'completed', model: 'sim-embedding' });
    const { data } = await readCalls(system.simulator);
    const calls = data.filter(({ request }) => String(request?.input) === 'limited');
    expect(calls.map(({ status }) => status)).toEqual([429, 200]);
  });
});

test('a route reads what the kind needs: the longest text, clearance, price', async () => {
  const choiceOf = async (input: unknown, more: object = {}) => {
    const { id, model } = await run('routed', input, more);
    return { model, reasons: (await stagesOf(id, 'choose_model'))[0]?.details };
  };
  // Many short texts are read one by one.
  expect(await choiceOf({ texts: Array.from({ length: 20 }, () => 'short') })).toEqual({
    model: 'short-embedding',
    reasons: {
      'dear-embedding': 'not_cleared',
      ...{ 'spare-embedding': 'lower_rank', 'short-embedding': 'chosen' },
    },
  });
  expect(
    await choiceOf({ texts: ['a text of rather more than eight tokens'] }, { sensitivity: 'public' }),
  ).toEqual({
    model: 'spare-embedding',
    reasons: {
      'dear-embedding': 'lower_rank',
      ...{ 'spare-embedding': 'chosen', 'short-embedding': 'context_too_small' },
    },
  });
});
