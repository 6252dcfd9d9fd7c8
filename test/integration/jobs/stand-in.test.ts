import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

const task = {
  ...{ description: 'Answers.', prompt: 'chat', fallback: { output: 'Please call us.' } },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const output_schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
const structured = { ...task, output_schema, fallback: { output: { a: 0 } } };

let system: System;

beforeAll(async () => {
  const retry = { attempts: 2, base_ms: 10, max_ms: 50 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'sim-status-*': simulatedModel({
          retry,
          breaker: { cool_down_seconds: 60, longest_cool_down_seconds: 60 },
        }),
        'sim-bad-json-*': simulatedModel({ retry }),
      },
      tasks: {
        'after-all': { ...task, models: ['sim-status-500', 'sim-status-503'] },
        'after-401': { ...task, models: ['sim-status-401'] },
        'after-400': { ...task, models: ['sim-status-400'] },
        'after-nonsense': { ...structured, models: ['sim-bad-json-shape'] },
        refused: { ...task, models: ['sim-refuse'] },
      },
    },
  });
});
afterAll(() => system.stop());

const run = async (name: string) =>
  (await system.api.post({ task: name, input: { prompt: 'hello' } }, { wait: 30 })).body;

test.each([
  ['after-all', 'Please call us.'],
  ['after-401', 'Please call us.'],
  ['after-nonsense', { a: 0 }],
])("%s: the task's own answer stands in when no model has one", async (name, output) => {
  expect(await run(name)).toMatchObject({
    status: 'completed',
    error: null,
    result: { output, finish_reason: 'fallback', cached: false, confidence: null },
  });
});

test('what the models were asked before it is billed', async () => {
  expect((await run('after-nonsense')).cost_micro_usd).toBeGreaterThan(0);
});

test('it stands in for no request that was wrong, and for no refusal', async () => {
  expect(await run('after-400')).toMatchObject({ status: 'failed', error: { code: 'model_rejected' } });
  expect(await run('refused')).toMatchObject({ status: 'refused', error: { code: 'model_refused' } });
});

test('models that are all out leave it to the answer at once', async () => {
  for (let i = 0; i < 12; i++) expect((await run('after-all')).status).toBe('completed');
  const { attempts, result } = await run('after-all');
  expect(result?.finish_reason).toBe('fallback');
  expect(attempts).toBeLessThanOrEqual(1);
});

test('an answer that the task could not give is refused when it is stored', async () => {
  for (const [wrong, says] of [
    [{ ...task, models: ['sim-echo'], fallback: { output: 5 } }, /fallback\.output: must be text/],
    [{ ...structured, models: ['sim-json'], fallback: { output: { a: 'x' } } }, /fallback\.output\.a/],
  ] as const) {
    const answer = await system.api.request('PUT', '/v1/catalog/tasks/wrong', wrong);
    expect(expectProblemAnswer(answer as never, 400, 'invalid_definition').detail).toMatch(says);
  }
});
