import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const task = {
  ...{ description: 'Answers.', prompt: 'chat', models: ['scripted'], parameters: { temperature: 0.2 } },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
  parameter_bounds: {
    temperature: { min: 0.1, max: 0.3 },
    max_output_tokens: { max: 500 },
    reasoning_effort: { one_of: ['low', 'medium'] },
  },
};
const output_schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { scripted: simulatedModel({ base_url }) },
      tasks: { bounded: task, structured: { ...task, output_schema } },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const post = (parameters?: object, name = 'bounded') =>
  system.api.post({ task: name, input: { prompt: 'hello' }, parameters });

test.each([
  [{ temperature: 0.31 }, 'parameters.temperature', 'must be at most 0.3'],
  [{ temperature: 0 }, 'parameters.temperature', 'must be at least 0.1'],
  [{ max_output_tokens: 501 }, 'parameters.max_output_tokens', 'must be at most 500'],
  [{ reasoning_effort: 'high' }, 'parameters.reasoning_effort', 'must be one of low, medium'],
])('%j is refused before there is a job', async (parameters, path, message) => {
  const problem = expectProblemAnswer(await post(parameters), 400, 'invalid_request');
  expect(problem.errors).toEqual([{ path, message }]);
});

test('what lies within goes to the model as it was asked for', async () => {
  const { body } = await post({
    temperature: 0.3,
    max_output_tokens: 500,
    reasoning_effort: 'low',
    top_p: 0.5,
  });
  const call = await model.next();
  expect(call.body).toMatchObject({
    ...{ temperature: 0.3, max_completion_tokens: 500, reasoning_effort: 'low', top_p: 0.5 },
  });
  call.end();
  expect((await system.api.finished(body.id)).status).toBe('completed');
});

test("a length that nobody has asked for is held to the task's bound; so is what the task itself asks again", async () => {
  const { body } = await post(undefined, 'structured');
  const first = await model.next();
  expect(first.body).toMatchObject({ temperature: 0.2, max_completion_tokens: 500 });
  first.write('not JSON');
  first.end();
  const again = await model.next();
  expect(again.body).toMatchObject({ temperature: 0.1, max_completion_tokens: 500 });
  again.write('{"a":1}');
  again.end();
  expect((await system.api.finished(body.id)).status).toBe('completed');
});

test.each([
  ['its own parameter outside its bounds', { parameters: { temperature: 1 } }, 'parameters.temperature'],
  [
    'a range upside down',
    { parameter_bounds: { top_p: { min: 0.9, max: 0.1 } } },
    'parameter_bounds.top_p.min',
  ],
  [
    'a bound that no request can reach',
    { parameter_bounds: { temperature: { max: 3 } } },
    'parameter_bounds.temperature.max',
  ],
  ['a bound of nothing', { parameter_bounds: { temperature: {} } }, 'parameter_bounds.temperature'],
  ['a bound that there is not', { parameter_bounds: { stop: { max: 1 } } }, 'parameter_bounds'],
])('refused when stored: %s', async (_name, wrong, path) => {
  const answer = await catalogClient(system.api).put('tasks/wrong', { ...task, ...wrong });
  const problem = expectProblemAnswer(answer as never, 400, 'invalid_definition');
  expect(problem.errors).toMatchObject([{ path }]);
});
