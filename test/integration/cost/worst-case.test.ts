import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { putBudget, readBudget } from '../../support/cost/budgets.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const model = new ScriptedModel();
let system: System;
let tenant: Tenant;

beforeAll(async () => {
  const base_url = await model.start();
  const price = { input: 1_000_000, output: 1_000_000 };
  const models = {
    scripted: simulatedModel({ base_url, price, retry: { attempts: 1, base_ms: 1, max_ms: 1 } }),
  };
  system = await startSystem({ redisUrl: inject('redisUrl'), catalog: { models } });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

test('a call under a budget is held to the output it has reserved for', async () => {
  const unbounded = { task: 'chat', model: 'scripted', input: { prompt: 'hello' } };
  const free = await tenant.api.post(unbounded);
  const first = await model.next();
  expect(first.body).not.toHaveProperty('max_completion_tokens');
  first.end();
  await tenant.api.finished(free.body.id);
  await putBudget(tenant.api, 'all', 1_000_000);
  const { body } = await tenant.api.post(unbounded);
  const call = await model.next();
  expect(call.body).toMatchObject({ max_completion_tokens: 4_096 });
  call.end();
  await tenant.api.finished(body.id);
});

test('a job that asks again may not spend more than budgets allow, though an answer was dearer than it should be', async () => {
  const limit = 10_000;
  await putBudget(tenant.api, 'all', limit);
  const { body } = await tenant.api.post({
    ...{ task: 'support-triage', model: 'scripted', input: { ticket: 'help' } },
    parameters: { max_output_tokens: 10 },
  });
  const call = await model.next();
  call.write('not JSON');
  call.end('stop', { prompt_tokens: limit, completion_tokens: 1 });
  const job = await tenant.api.finished(body.id);
  expect(job).toMatchObject({
    status: 'refused',
    cost_micro_usd: limit + 1,
    error: { code: 'budget_exceeded', stage: 'validate_output' },
  });
  expect(await readBudget(tenant.api, 'all')).toMatchObject({
    spent_micro_usd: limit + 1,
    reserved_micro_usd: 0,
    remaining_micro_usd: 0,
  });
});
