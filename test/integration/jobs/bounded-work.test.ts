import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { putBudget } from '../../support/cost/budgets.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const rule = { $ref: '#/$defs/rule' };
const joined = (op: string) => ({
  ...{ type: 'object', required: ['of', 'op'] },
  properties: { of: { type: 'array', items: rule }, op: { const: op } },
});
const field = { type: 'object', required: ['field'], properties: { field: {} } };
/** Rules made of rules. */
const rules = {
  ...{ type: 'object', properties: { rule } },
  $defs: { rule: { anyOf: [joined('and'), joined('or'), field] } },
};
/** Half a kilobyte that each level of the schema would try twice. */
const hostile = { rule: Array.from({ length: 24 }).reduce((of) => ({ of: [of], op: 'and' }), {}) };

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const retry = { attempts: 1, base_ms: 1, max_ms: 1 };
  const chat = { description: 'Answers.', models: ['scripted'] };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { scripted: simulatedModel({ base_url: await model.start(), retry }) },
      prompts: { counting: { user: '{% for i in (1..n) %}{{ i }} {% endfor %}' }, plain: { user: 'Go.' } },
      tasks: {
        counting: { ...chat, prompt: 'counting', input_schema: { type: 'object', properties: { n: {} } } },
        ruled: { ...chat, prompt: 'plain', input_schema: rules },
        ruling: {
          ...{ ...chat, prompt: 'plain', input_schema: { type: 'object' } },
          ...{ output_schema: rules, max_output_attempts: 1 },
        },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

test('an input that a schema cannot come to an end with is refused', async () => {
  const answer = await system.api.post({ task: 'ruled', input: hostile });
  const problem = expectProblemAnswer(answer, 400, 'invalid_input');
  expect(JSON.stringify(problem)).toMatch(/cannot be checked: that takes more than \d+ steps/);
});

test('an output that a schema cannot come to an end with does not match it', async () => {
  const { body } = await system.api.post({ task: 'ruling', input: {} });
  const call = await model.next();
  call.write(JSON.stringify(hostile));
  call.end();
  expect(await system.api.finished(body.id)).toMatchObject({
    status: 'failed',
    error: { code: 'invalid_output' },
  });
});

test('a definition whose schema never comes to an end is refused with its path', async () => {
  const levels = Array.from({ length: 30 }, (_, i) => {
    const below = { $ref: `#/$defs/a${i - 1}` };
    return [`a${i}`, i === 0 ? { type: 'object' } : { allOf: [below, below] }];
  });
  const doubling = { $ref: '#/$defs/a29', $defs: Object.fromEntries(levels) };
  const task = { description: 'd', models: ['scripted'], prompt: 'plain', input_schema: doubling };
  const answer = await catalogClient(system.api).put('tasks/doubling', task);
  expect(expectProblemAnswer(answer, 400, 'invalid_definition').detail).toMatch(/input_schema: .*steps/);
});

test('a template that an input makes count to millions fails its job alone, also where a budget asks what it can cost', async () => {
  const ask = () => system.api.post({ task: 'counting', input: { n: 49_000_000 } }, { wait: 30 });
  const failed = { status: 'failed', error: { code: 'prompt_failed' } };
  expect((await ask()).body).toMatchObject(failed);
  expect((await putBudget(system.api, 'counted', 1_000_000_000)).status).toBeLessThan(300);
  expect((await ask()).body).toMatchObject(failed);
});
