import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const CEILING = 1_000;
/** What an answer is held to may use, in micro-USD a token. */
const INPUT = 1;
const OUTPUT = 4;
/** Roles and separators of a call count as so many tokens. */
const FRAME = 64;

const task = {
  ...{ description: 'Answers.', prompt: 'chat' },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  const price = { input: INPUT * 1_000_000, output: OUTPUT * 1_000_000 };
  const route = (...names: string[]) => ({
    ...{ mode: 'ordered', max_cost_micro_usd: CEILING, candidates: names.map((name) => ({ model: name })) },
  });
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        dear: simulatedModel({ base_url, price }),
        unheld: simulatedModel({ base_url, price, unsupported_parameters: ['max_output_tokens'] }),
        vectors: simulatedModel({ kind: 'embedding', provider_model: 'sim-embedding', price }),
        free: simulatedModel({ base_url, price: { input: 0, output: 0 } }),
      },
      routes: {
        vectors: { ...route('vectors', 'sim-embedding'), max_cost_micro_usd: 300 },
        alone: route('dear'),
        pair: route('dear', 'free'),
        loose: route('unheld', 'free'),
      },
      tasks: {
        vectors: { description: 'Embeds.', kind: 'embedding', route: 'vectors' },
        alone: { ...task, route: 'alone' },
        pair: { ...task, route: 'pair' },
        loose: { ...task, parameters: { max_output_tokens: 20 }, route: 'loose' },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const post = async (name: string, prompt: string, max_output_tokens: number) =>
  (await system.api.post({ task: name, input: { prompt }, parameters: { max_output_tokens } })).body.id;

/** A prompt that by its estimate, a token for four bytes, would cost a third of the ceiling, and by its bytes more. */
const LONG = 'long '.repeat(200);

test('an answer is as long as the ceiling leaves room for after the prompt, and no longer', async () => {
  const id = await post('alone', 'x'.repeat(200), 230);
  const call = await model.next();
  const bytes = Buffer.byteLength(JSON.stringify(call.body.messages));
  const worst = INPUT * (FRAME + bytes) + OUTPUT * Number(call.body.max_completion_tokens);
  expect(worst).toBeLessThanOrEqual(CEILING);
  expect(worst).toBeGreaterThan(CEILING - OUTPUT);
  call.end();
  expect((await system.api.finished(id)).status).toBe('completed');
});

test('what was asked for and keeps to it is left alone', async () => {
  const id = await post('alone', 'hello', 20);
  const call = await model.next();
  expect(call.body).toMatchObject({ max_completion_tokens: 20 });
  call.end();
  await system.api.finished(id);
});

test('a call that could cost more however short its answer is not made: the next model is asked', async () => {
  const id = await post('pair', LONG, 20);
  const call = await model.next();
  call.end();
  expect(await system.api.finished(id)).toMatchObject({
    status: 'completed',
    model: 'free',
    cost_micro_usd: 0,
  });
});

test('nor is one of a model that cannot be told how much it may answer', async () => {
  const { body } = await system.api.post({ task: 'loose', input: { prompt: 'hello' } });
  const call = await model.next();
  call.end();
  expect(await system.api.finished(body.id)).toMatchObject({ status: 'completed', model: 'free' });
  const timeline = await system.api.get(`/v1/jobs/${body.id}/timeline`);
  expect(JSON.stringify(timeline.body)).toMatch(/"model_call".{0,200}"too_expensive".{0,60}"unheld"/);
});

test('a call of another kind is not made either where it could cost more', async () => {
  const run = async (text: string) => {
    const { body } = await system.api.post({ task: 'vectors', input: { texts: [text] } }, { wait: 30 });
    return [body.status, body.model];
  };
  expect(await run('short')).toEqual(['completed', 'vectors']);
  expect(await run('long '.repeat(80))).toEqual(['completed', 'sim-embedding']);
});

test('where there is no other the job fails and says why, unless it has named the model', async () => {
  const failed = await system.api.finished(await post('alone', LONG, 20));
  expect(failed).toMatchObject({ status: 'failed', cost_micro_usd: 0, error: { code: 'too_expensive' } });
  const named = { task: 'alone', model: 'dear', input: { prompt: LONG } };
  const { body } = await system.api.post(named);
  (await model.next()).end();
  expect((await system.api.finished(body.id)).status).toBe('completed');
});
