import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { type BudgetObject, putBudget, readBudget } from '../../support/cost/budgets.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant, withKey } from '../../support/tenant.ts';

/** A scripted answer has 10 input and 5 output tokens: 15 micro-USD. */
const COST = 15;

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

const chat = (more: object = {}) => ({
  task: 'chat',
  model: 'scripted',
  input: { prompt: 'hello' },
  parameters: { max_output_tokens: 100 },
  ...more,
});

test('a job reserves its worst case, then costs what it costs and gives back the rest', async () => {
  expect((await putBudget(tenant.api, 'all', 10_000)).status).toBe(201);
  const { body } = await tenant.api.post(chat());
  const call = await model.next();
  const during = await readBudget(tenant.api, 'all');
  expect(during).toMatchObject({ spent_micro_usd: 0 });
  // At least what the call may use: 100 tokens of output.
  expect(during.reserved_micro_usd).toBeGreaterThan(100);
  expect(during.remaining_micro_usd).toBe(10_000 - during.reserved_micro_usd);
  call.end();
  expect(await tenant.api.finished(body.id)).toMatchObject({ status: 'completed', cost_micro_usd: COST });
  expect(await readBudget(tenant.api, 'all')).toMatchObject({
    spent_micro_usd: COST,
    reserved_micro_usd: 0,
    remaining_micro_usd: 10_000 - COST,
  });
});

test('what a budget has no room for is refused with all that the caller needs to know', async () => {
  await putBudget(tenant.api, 'cap', 50);
  const refused = await tenant.api.post(chat());
  const problem = expectProblemAnswer(refused, 402, 'budget_exceeded');
  const midnight = new Date(Math.floor(Date.now() / 86_400_000 + 1) * 86_400_000).toISOString();
  expect(problem.budget).toEqual({
    name: 'cap',
    period: 'day',
    limit_micro_usd: 50,
    spent_micro_usd: 0,
    reserved_micro_usd: 0,
    needed_micro_usd: expect.any(Number),
    resets_at: midnight,
  });
  expect(problem.detail).toContain('cap');
  expect(problem.retryable).toBe(true);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const { body } = await tenant.api.get<{ data: unknown[] }>('/v1/jobs');
  expect(body.data).toEqual([]);
});

test('a refused request can be sent again under its key once there is room', async () => {
  await putBudget(tenant.api, 'cap', 50);
  expect((await tenant.api.post(chat(), { key: 'one' })).status).toBe(402);
  await putBudget(tenant.api, 'cap', 50_000);
  const { status, body } = await tenant.api.post(chat(), { key: 'one' });
  expect(status).toBe(202);
  (await model.next()).end();
  await tenant.api.finished(body.id);
});

test('a replay reserves nothing, and is answered also when the budget is used up', async () => {
  await putBudget(tenant.api, 'all', 10_000);
  const { body } = await tenant.api.post(chat(), { key: 'same' });
  const { reserved_micro_usd } = await readBudget(tenant.api, 'all');
  await putBudget(tenant.api, 'all', 1);
  const again = await tenant.api.post(chat(), { key: 'same' });
  expect(again).toMatchObject({ status: 202, body: { id: body.id } });
  expect(await readBudget(tenant.api, 'all')).toMatchObject({ reserved_micro_usd, remaining_micro_usd: 0 });
  expectProblemAnswer(await tenant.api.post(chat({ priority: 'batch' }), { key: 'same' }), 422);
  (await model.next()).end();
  await tenant.api.finished(body.id);
});

test('a budget lowered just now binds the next job, in a process that knew of none', async () => {
  const before = await tenant.api.post(chat());
  (await model.next()).end();
  await tenant.api.finished(before.body.id);
  await putBudget(tenant.api, 'all', 10);
  // What was spent before there was a budget counts.
  expect(await readBudget(tenant.api, 'all')).toMatchObject({
    spent_micro_usd: COST,
    remaining_micro_usd: 0,
  });
  expect((await tenant.api.post(chat())).status).toBe(402);
  await tenant.api.request('DELETE', '/v1/budgets/all');
  const { status, body } = await tenant.api.post(chat());
  expect(status).toBe(202);
  (await model.next()).end();
  await tenant.api.finished(body.id);
});

test('a job under way when a budget is made is charged to it, by a worker that knew of none', async () => {
  const { body } = await tenant.api.post(chat({ metadata: { team: 'search' } }));
  const call = await model.next();
  await putBudget(tenant.api, 'late', 10_000);
  expect(await readBudget(tenant.api, 'late')).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 });
  call.end();
  expect(await tenant.api.finished(body.id)).toMatchObject({ status: 'completed', cost_micro_usd: COST });
  expect(await readBudget(tenant.api, 'late')).toMatchObject({
    spent_micro_usd: COST,
    reserved_micro_usd: 0,
  });
});

describe('a reservation is given back', () => {
  test('when the job fails, and a redrive reserves anew', async () => {
    await putBudget(tenant.api, 'all', 10_000);
    const { body } = await tenant.api.post(chat());
    const { reserved_micro_usd } = await readBudget(tenant.api, 'all');
    (await model.next()).fail(400);
    expect(await tenant.api.finished(body.id)).toMatchObject({ status: 'failed' });
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 });

    await putBudget(tenant.api, 'all', 10);
    const retry = () => tenant.api.request('POST', `/v1/jobs/${body.id}/retry`, {});
    expectProblemAnswer(await retry(), 402, 'budget_exceeded');
    expect((await tenant.api.get(`/v1/jobs/${body.id}`)).body).toMatchObject({ status: 'failed' });
    await putBudget(tenant.api, 'all', 10_000);
    expect((await retry()).status).toBe(202);
    const call = await model.next();
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ reserved_micro_usd });
    call.end();
    expect(await tenant.api.finished(body.id)).toMatchObject({ status: 'completed' });
    expect(await readBudget(tenant.api, 'all')).toMatchObject({
      spent_micro_usd: COST,
      reserved_micro_usd: 0,
    });
  });

  test('when the job is cancelled', async () => {
    await putBudget(tenant.api, 'all', 10_000);
    const { body } = await tenant.api.post(chat());
    const call = await model.next();
    await tenant.api.request('POST', `/v1/jobs/${body.id}/cancel`);
    await call.aborted;
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 });
  });

  test('when the job is deleted', async () => {
    await putBudget(tenant.api, 'all', 10_000);
    const { body } = await tenant.api.post(chat());
    const call = await model.next();
    await tenant.api.request('DELETE', `/v1/jobs/${body.id}`);
    await call.aborted;
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 });
  });

  test('when the job expires', async () => {
    await putBudget(tenant.api, 'all', 10_000);
    const { body } = await tenant.api.post(chat({ expires_in_seconds: 1 }));
    await model.next();
    expect(await tenant.api.finished(body.id)).toMatchObject({ status: 'expired' });
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 });
  });
});

test('every budget that applies must have room: of the tenant, the task and the key, by day and month', async () => {
  const key = await withKey(tenant.api, { scopes: ['jobs:write', 'jobs:read'] });
  const scopes = { tenant: {}, task: { task: 'chat' }, key: { api_key: key.id } };
  for (const [name, scope] of Object.entries(scopes)) {
    for (const period of ['day', 'month'])
      await putBudget(tenant.api, `${name}-${period}`, 10_000, { scope, period });
  }
  const { body } = await key.api.post(chat());
  (await model.next()).end();
  await key.api.finished(body.id);
  const { body: list } = await tenant.api.get<{ data: BudgetObject[] }>('/v1/budgets');
  expect(list.data).toHaveLength(6);
  for (const budget of list.data)
    expect(budget).toMatchObject({ spent_micro_usd: COST, reserved_micro_usd: 0 });
  for (const [name, scope] of Object.entries(scopes)) {
    for (const period of ['day', 'month']) {
      await putBudget(tenant.api, `${name}-${period}`, 20, { scope, period });
      const problem = expectProblemAnswer(await key.api.post(chat()), 402);
      expect(problem.budget).toMatchObject({ name: `${name}-${period}`, period });
      await putBudget(tenant.api, `${name}-${period}`, 10_000, { scope, period });
    }
  }
});

test('what a budget does not apply to, it does not hold back', async () => {
  const key = await withKey(tenant.api);
  await putBudget(tenant.api, 'task', 0, { scope: { task: 'support-triage' } });
  await putBudget(tenant.api, 'key', 0, { scope: { api_key: key.id } });
  const { status, body } = await tenant.api.post(chat());
  expect(status).toBe(202);
  (await model.next()).end();
  await tenant.api.finished(body.id);
  expect((await key.api.post(chat())).status).toBe(402);
  const triage = { task: 'support-triage', model: 'scripted', input: { ticket: 'help' } };
  expect((await tenant.api.post(triage)).status).toBe(402);
});

test('a soft budget lets through what it has no room for', async () => {
  await putBudget(tenant.api, 'soft', 1, { mode: 'soft' });
  for (let i = 0; i < 2; i++) {
    const { status, body } = await tenant.api.post(chat());
    expect(status).toBe(202);
    (await model.next()).end();
    await tenant.api.finished(body.id);
  }
  expect(await readBudget(tenant.api, 'soft')).toMatchObject({
    spent_micro_usd: 2 * COST,
    remaining_micro_usd: 0,
  });
});
