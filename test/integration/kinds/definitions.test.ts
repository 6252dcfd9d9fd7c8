import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let catalog: ReturnType<typeof catalogClient>;

const embedding = { kind: 'embedding', description: 'For tests.', models: ['sim-embedding'] };
const chat = {
  ...{ description: 'For tests.', models: ['sim-echo'], prompt: 'chat' },
  input_schema: { type: 'object', properties: { prompt: {}, system: {} } },
};
const ordered = (...models: string[]) => ({
  mode: 'ordered',
  candidates: models.map((model) => ({ model })),
});

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 0,
    catalog: {
      routes: { words: ordered('sim-echo'), vectors: ordered('sim-embedding') },
      tasks: {
        'by-route': { kind: 'embedding', description: 'For tests.', route: 'vectors' },
      },
    },
  });
  catalog = catalogClient(system.api);
});
afterAll(() => system.stop());

test.each<[string, string, Record<string, unknown>, string]>([
  ['a model of another kind', 'tasks/a', { ...embedding, models: ['sim-embedding', 'sim-echo'] }, 'models.1'],
  ['a model of another kind than chat', 'tasks/a', { ...chat, models: ['sim-image'] }, 'models.0'],
  ['a route of another kind', 'tasks/a', { ...embedding, models: undefined, route: 'words' }, 'route'],
  ['a prompt', 'tasks/a', { ...embedding, prompt: 'chat' }, 'prompt'],
  ['an output schema', 'tasks/a', { ...embedding, output_schema: {} }, 'output_schema'],
  ['tries', 'tasks/a', { ...embedding, max_output_attempts: 2 }, 'max_output_attempts'],
  ['a stream', 'tasks/a', { ...embedding, stream: false }, 'stream'],
  ['parameters', 'tasks/a', { ...embedding, parameters: {} }, 'parameters'],
  ['an unknown kind', 'tasks/a', { ...embedding, kind: 'video' }, 'kind'],
  ['a schema that is none', 'tasks/a', { ...embedding, input_schema: { type: 'x' } }, 'input_schema'],
  [
    'an answer that it could not give',
    'tasks/a',
    { ...embedding, fallback: { output: { embeddings: ['a'], dimensions: 1 } } },
    'fallback.output.embeddings.0',
  ],
  ['no prompt, for chat', 'tasks/a', { ...chat, prompt: undefined }, 'prompt'],
  ['no input schema, for chat', 'tasks/a', { ...chat, input_schema: undefined }, 'input_schema'],
  ['candidates of two kinds', 'routes/a', ordered('sim-embedding', 'sim-echo'), 'candidates.1.model'],
  ['candidates of another kind than its tasks', 'routes/vectors', ordered('sim-echo'), 'candidates'],
  [
    'a cascade of what cannot be judged',
    'routes/a',
    { ...ordered('sim-embedding', 'text-embedding-3-small'), mode: 'cascade' },
    'mode',
  ],
  ['another kind than it had', 'models/sim-echo', simulatedModel({ kind: 'embedding' }), 'kind'],
])('a definition with %s is refused with the path of the fault', async (_what, place, body, path) => {
  const { errors } = expectProblemAnswer(await catalog.put(place, body), 400, 'invalid_definition');
  expect(errors).toMatchObject([{ path }]);
});

test('a task of another kind needs neither a prompt nor a schema', async () => {
  expect(await catalog.put('tasks/bare', embedding)).toMatchObject({ status: 201, body: { version: 1 } });
  const { body } = await system.api.post({ task: 'bare', input: { texts: ['a'] } });
  expect(body).toMatchObject({ status: 'queued', versions: { task: 1, prompt: null } });
  expect(body.model).toBe('sim-embedding');
});
