import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  const price = { input: 0, output: 0 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'tokens-image': simulatedModel({ kind: 'image', provider_model: 'sim-image' }),
        blocked: simulatedModel({ kind: 'image', provider_model: 'sim-content-filter' }),
        'by-the-minute': simulatedModel({
          ...{ kind: 'transcription', provider_model: 'sim-echo' },
          price: { ...price, audio_minute: 1 },
        }),
      },
      tasks: {
        'embed-names': {
          ...{ kind: 'embedding', description: 'Embeds names.', models: ['sim-embedding'] },
          input_schema: {
            type: 'object',
            properties: { texts: { type: 'array', items: { type: 'string', maxLength: 20 } } },
          },
          cache: { ttl_seconds: 60 },
        },
      },
    },
  });
});
afterAll(() => system.stop());

const run = async (task: string, input: unknown, more: object = {}) =>
  (await system.api.post({ task, input, ...more }, { wait: 30 })).body;
const outputOf = async (task: string, input: unknown, more: object = {}) =>
  (await run(task, input, more)).result?.output;

interface Pictures {
  readonly images?: readonly { readonly media_type: string; readonly data: string }[];
}

const AUDIO = Buffer.alloc(40_000, 'sound');
const spoken = { audio: AUDIO.toString('base64'), media_type: 'audio/mpeg' };

test('embedding: a vector for each text, in their order, billed by what was read', async () => {
  const job = await run('embed', { texts: ['a double charge', 'the weather', 'a double charge'] });
  expect(job).toMatchObject({
    ...{ status: 'completed', model: 'sim-embedding', versions: { prompt: null } },
    result: { finish_reason: 'stop', cached: false, output: { dimensions: 256 } },
    usage: { input_tokens: 11, output_tokens: 0 },
    cost_micro_usd: 1,
  });
  const { embeddings = [] } = (job.result?.output ?? {}) as { embeddings?: number[][] };
  expect(embeddings.map(({ length }) => length)).toEqual([256, 256, 256]);
  expect(embeddings[0]).toEqual(embeddings[2]);
  expect(embeddings[0]).not.toEqual(embeddings[1]);
});

test('moderation: a verdict on each text, and whether any is flagged; free', async () => {
  const job = await run('moderate', { texts: ['have a nice day', 'I will kill you'] });
  expect(job).toMatchObject({
    ...{ status: 'completed', model: 'sim-moderation', cost_micro_usd: 0 },
    result: {
      output: {
        flagged: true,
        results: [
          { flagged: false, categories: [] },
          { flagged: true, categories: ['violence'], scores: { violence: 0.9 } },
        ],
      },
    },
  });
  expect(await outputOf('moderate', { texts: ['have a nice day'] })).toMatchObject({ flagged: false });
});

describe('image', () => {
  test('a picture as it says it is, billed by the picture', async () => {
    const job = await run('draw', { prompt: 'a lighthouse', size: '256x256' });
    expect(job).toMatchObject({ status: 'completed', model: 'sim-image', cost_micro_usd: 10_000 });
    const { images = [] } = (job.result?.output ?? {}) as Pictures;
    expect(images).toMatchObject([{ media_type: 'image/png' }]);
    const bytes = Buffer.from(images[0]?.data ?? '', 'base64');
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([256, 256]);
    expect(await outputOf('draw', { prompt: 'a lighthouse', size: '256x256' })).toEqual({ images });
    expect(await outputOf('draw', { prompt: 'a ship', size: '256x256' })).not.toEqual({ images });
  });

  test('or by tokens', async () => {
    const job = await run('draw', { prompt: 'a lighthouse', size: '256x256' }, { model: 'tokens-image' });
    expect(job).toMatchObject({
      usage: { input_tokens: 3, output_tokens: 16 },
      cost_micro_usd: 3 + 2 * 16,
    });
  });

  test('is refused where the provider filters it', async () => {
    expect(await run('draw', { prompt: 'what is filtered' }, { model: 'blocked' })).toMatchObject({
      ...{ status: 'refused', cost_micro_usd: 0 },
      error: { code: 'content_filtered', stage: 'call_model' },
    });
  });
});

test('transcription: the words of the very audio, billed by its length', async () => {
  const job = await run('transcribe', { ...spoken, language: 'en' });
  const digest = createHash('sha256').update(AUDIO).digest('hex').slice(0, 12);
  expect(job).toMatchObject({
    ...{ status: 'completed', model: 'sim-transcription', cost_micro_usd: 300 },
    result: { output: { text: expect.stringContaining(`40000 bytes of audio.mp3, ${digest}`), seconds: 3 } },
  });
  const rounded = await run('transcribe', spoken, { model: 'by-the-minute' });
  expect(rounded).toMatchObject({ status: 'completed', cost_micro_usd: 1 });
});

test('what they cost stands in the usage of their tasks', async () => {
  const before = await costOf('draw');
  await run('draw', { prompt: 'one more', size: '256x256' });
  expect((await costOf('draw')) - before).toBe(10_000);
});

async function costOf(task: string): Promise<number> {
  const { body } = await system.api.get<{
    data: { group: string; cost_micro_usd: number }[];
  }>('/v1/usage?group_by=task');
  return body.data.find(({ group }) => group === task)?.cost_micro_usd ?? 0;
}

test("an input must be of its task's kind, and of its task", async () => {
  for (const [task, input, path] of [
    ['embed', {}, 'input'],
    ['embed', { texts: [] }, 'input/texts'],
    ['embed', { texts: [''] }, 'input/texts/0'],
    ['embed', { texts: Array.from({ length: 129 }, () => 'a') }, 'input/texts'],
    ['embed', { texts: ['a'], more: 1 }, 'input'],
    ['embed-names', { texts: 'a' }, 'input/texts'],
    ['embed-names', { texts: ['a name of many letters'] }, 'input/texts/0'],
    ['draw', { prompt: 'a', size: '4096x4096' }, 'input/size'],
    ['transcribe', { ...spoken, audio: 'no base64!' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: '' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'A' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'AAA' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'A===' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'AA=A' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'AAA_' }, 'input/audio'],
    ['transcribe', { ...spoken, audio: `AAA\u0141` }, 'input/audio'],
    ['transcribe', { ...spoken, audio: 'AAA=\n' }, 'input/audio'],
    ['transcribe', { ...spoken, media_type: 'audio/none' }, 'input/media_type'],
    ['transcribe', { ...spoken, language: 'English' }, 'input/language'],
  ] as const) {
    const { errors } = expectProblemAnswer(await system.api.post({ task, input }), 400, 'invalid_input');
    expect(errors).toMatchObject([{ path }]);
  }
  const audio = Buffer.alloc(1_024 ** 2).toString('base64');
  const large = await system.api.post({ task: 'transcribe', input: { ...spoken, audio } });
  expectProblemAnswer(large, 413, 'payload_too_large');
});

test('equal inputs are answered from the cache', async () => {
  const first = await run('embed-names', { texts: ['Ada'] });
  const second = await run('embed-names', { texts: ['Ada'] });
  expect(second).toMatchObject({ cost_micro_usd: 0, result: { ...first.result, cached: true } });
});

test('a job may name another model of the kind, and none of another; parameters are for chat', async () => {
  const input = { texts: ['a'] };
  const named = await system.api.post({ task: 'embed', input, model: 'sim-echo' });
  const says = 'The model sim-echo is for chat, and the task embed for embedding.';
  expect(expectProblemAnswer(named, 400, 'unknown_model').detail).toBe(says);
  const prompt = { task: 'chat', input: { prompt: 'a' } };
  expectProblemAnswer(await system.api.post({ ...prompt, model: 'sim-image' }), 400, 'unknown_model');
  const bent = await system.api.post({ task: 'embed', input, parameters: { temperature: 0 } });
  expectProblemAnswer(bent, 400, 'invalid_request');
});
