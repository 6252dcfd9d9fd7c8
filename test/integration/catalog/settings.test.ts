import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

const text = {
  ...{ description: 'For tests.', prompt: 'chat' },
  input_schema: { type: 'object', properties: { prompt: {}, system: {} } },
};
const models = ['sim-echo', 'sim-json'];
const output_schema = { type: 'object', properties: { a: {} } };
const cascade = {
  ...{ mode: 'cascade', agreement: 2 },
  candidates: ['sim-echo', 'sim-json', 'sim-refuse'].map((model) => ({ model })),
};
const free = { input: 0, output: 0 };

let system: System;
let catalog: ReturnType<typeof catalogClient>;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 0,
    catalog: {
      routes: { whole: cascade, parts: { ...cascade, agree_on: ['/a'] } },
      tasks: {
        words: { ...text, route: 'whole' },
        parted: { ...text, route: 'parts', output_schema },
      },
    },
  });
  catalog = catalogClient(system.api);
});
afterAll(() => system.stop());

const retry = { attempts: 1, base_ms: 2, max_ms: 1 };
const embedding = { kind: 'embedding' };

test.each<[string, string, Record<string, unknown>, string]>([
  ['the same model twice', 'tasks/a', { ...text, models: ['sim-echo', 'sim-echo'] }, 'models.1: .*twice'],
  [
    'a stream of what is no text',
    'tasks/a',
    { ...text, models, output_schema, stream: true },
    'stream: means',
  ],
  ['text by a route that compares parts', 'tasks/a', { ...text, route: 'parts' }, 'route: .*agree_on.* text'],
  ['parts of the text of its tasks', 'routes/whole', { ...cascade, agree_on: ['/a'] }, 'agree_on: .*words'],
  ['an agreement of one', 'routes/a', { ...cascade, min_confidence: 0.5 }, 'min_confidence: .*alone'],
  ['words of chat', 'models/a', simulatedModel({ ...embedding, api: 'responses' }), 'api: means nothing'],
  ['a first token', 'models/a', simulatedModel({ ...embedding, first_token_seconds: 1 }), 'first_token'],
  ['a next token', 'models/a', simulatedModel({ ...embedding, between_tokens_seconds: 1 }), 'between'],
  [
    'a price of another kind',
    'models/a',
    simulatedModel({ price: { ...free, image: 1 } }),
    'price.image: means',
  ],
  [
    'a price of another kind from some day on',
    'models/a',
    simulatedModel({
      kind: 'image',
      price: [{ from: '2026-01-01', ...free, batch: { ...free, audio_minute: 1 } }],
    }),
    'price.0.batch.audio_minute: means nothing for a model for image',
  ],
  [
    'a wait that is longer than the longest',
    'models/a',
    simulatedModel({ retry }),
    'retry.base_ms: .*max_ms',
  ],
  [
    'two names at its provider',
    'models/a',
    simulatedModel({ provider_model: 'b', provider_model_env: 'B' }),
    'provider_model: means nothing beside',
  ],
  [
    'an answer in place of the models that is none',
    'tasks/a',
    { ...text, models, fallback: {} },
    'fallback: .*output.*compute',
  ],
])('a definition with %s is refused with the path of the fault', async (_what, place, body, says) => {
  const problem = expectProblemAnswer(await catalog.put(place, body), 400, 'invalid_definition');
  expect(problem.errors).toHaveLength(1);
  expect(problem.detail).toMatch(new RegExp(says));
});

test('settings that mean something are stored', async () => {
  const image = simulatedModel({ kind: 'image', price: { ...free, image: 1 } });
  const four = [...cascade.candidates, { model: 'sim-slow-1' }];
  const agreeing = { ...cascade, agreement: 3, min_confidence: 0.34, candidates: four };
  expect((await catalog.put('models/drawing', image)).status).toBe(201);
  expect((await catalog.put('routes/agreeing', agreeing)).status).toBe(201);
  expect((await catalog.put('tasks/stood-in', { ...text, models, fallback: { output: 'a' } })).status).toBe(
    201,
  );
});
