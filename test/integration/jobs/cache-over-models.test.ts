import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const task = {
  ...{ description: 'Answers.', prompt: 'chat', cache: { ttl_seconds: 60 } },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const output_schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
const plain = simulatedModel({ provider_model: 'sim-echo' });

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { first: simulatedModel({ base_url }), second: simulatedModel({ base_url }), plain },
      tasks: {
        fussy: { ...task, output_schema, max_output_attempts: 1, models: ['first', 'second'] },
        plain: { ...task, models: ['plain'] },
        either: { ...task, models: ['sim-echo', 'plain'] },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const post = async (name: string, prompt: string) =>
  (await system.api.post({ task: name, input: { prompt } })).body.id;
const answer = async (text: string) => {
  const call = await model.next();
  call.write(text);
  call.end();
};

test('the good answer of a model that a job has come to is kept, whatever the first has answered', async () => {
  const id = await post('fussy', 'hello');
  await answer('not JSON');
  await answer('{"a":1}');
  expect(await system.api.finished(id)).toMatchObject({ model: 'second', result: { output: { a: 1 } } });
  const again = await system.api.finished(await post('fussy', 'hello'));
  expect(again.result).toMatchObject({ output: { a: 1 }, cached: true });
});

/** Workers hear of a change a moment after the api. */
const ask = async (name: string) => (await system.api.finished(await post(name, 'what are you?'))).result;

test('an answer does not outlive the definition of the model that gave it', async () => {
  const old = await ask('plain');
  expect(await ask('plain')).toMatchObject({ output: old?.output, cached: true });
  const catalog = catalogClient(system.api);
  await catalog.put('models/plain', { ...plain, provider_model: 'sim-json' });
  await catalog.label('models/plain', 'production', { version: 2 });
  await expect.poll(async () => (await ask('plain'))?.output).not.toBe(old?.output);
  await catalog.rollBack('models/plain');
  await expect.poll(() => ask('plain')).toMatchObject({ output: old?.output, cached: true });
});

test('nor that of another model that could have given it', async () => {
  await ask('either');
  expect((await ask('either'))?.cached).toBe(true);
  await catalogClient(system.api).label('models/plain', 'production', { version: 2 });
  await expect.poll(async () => (await ask('either'))?.cached).toBe(false);
});
