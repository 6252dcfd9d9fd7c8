import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { ApiDescription } from '../../support/api-description.ts';
import { type BudgetObject, putBudget, readBudget } from '../../support/cost/budgets.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant, withKey } from '../../support/tenant.ts';

let system: System;
let tenant: Tenant;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(() => system.stop());

test('what cannot be a budget is refused with its place', async () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ limit_micro_usd: -1 }, 'limit_micro_usd'],
    [{ limit_micro_usd: 0.5 }, 'limit_micro_usd'],
    [{ period: 'week' }, 'period'],
    [{ mode: 'firm' }, 'mode'],
    [{ thresholds: [0] }, 'thresholds.0'],
    [{ scope: { task: 'chat', api_key: 'key_a' } }, 'scope'],
    [{ scope: { team: 'search' } }, 'scope'],
    [{ scope: { task: 'no such task' } }, 'scope.task'],
    [{ scope: { api_key: 'key_unknown' } }, 'scope.api_key'],
    [{ colour: 'red' }, 'colour'],
  ];
  for (const [more, place] of wrong) {
    const problem = expectProblemAnswer(await putBudget(tenant.api, 'wrong', 1, more), 400);
    expect(problem.detail, JSON.stringify(more)).toContain(place);
  }
  expectProblemAnswer(
    await putBudget(tenant.api, 'wrong', 1, { scope: { task: 'nothing' } }),
    400,
    'unknown_task',
  );
  expectProblemAnswer(await putBudget(tenant.api, 'No-Name', 1), 400, 'invalid_request');
  expectProblemAnswer(await tenant.api.get('/v1/budgets/wrong'), 404, 'not_found');
  expectProblemAnswer(await tenant.api.request('DELETE', '/v1/budgets/wrong'), 404, 'not_found');
});

test('what is left out is a hard budget of the whole tenant that tells at 80 and 100 percent', async () => {
  const rules = { period: 'month', limit_micro_usd: 5 };
  const { body } = await tenant.api.request<BudgetObject>('PUT', '/v1/budgets/plain', rules);
  expect(body).toMatchObject({
    ...rules,
    scope: {},
    mode: 'hard',
    thresholds: [80, 100],
    remaining_micro_usd: 5,
  });
  expect(body).toEqual(await readBudget(tenant.api, 'plain'));
});

test('one budget has each scope and period; its name may be changed to another scope', async () => {
  await putBudget(tenant.api, 'first', 5);
  const taken = expectProblemAnswer(await putBudget(tenant.api, 'second', 5), 409, 'already_exists');
  expect(taken.detail).toContain('first');
  expect((await putBudget(tenant.api, 'first', 7, { period: 'month' })).status).toBe(200);
  expect((await putBudget(tenant.api, 'second', 5)).status).toBe(201);
  const { body } = await tenant.api.get<{ data: BudgetObject[] }>('/v1/budgets');
  expect(body.data.map(({ name, period }) => [name, period])).toEqual([
    ['first', 'month'],
    ['second', 'day'],
  ]);
});

test('budgets need their scopes, are audited, and are of one tenant', async () => {
  const reader = await withKey(tenant.api, { scopes: ['budgets:read'] });
  expectProblemAnswer(await putBudget(reader.api, 'mine', 5), 403, 'forbidden');
  expectProblemAnswer(await reader.api.get('/v1/usage'), 403, 'forbidden');
  await putBudget(tenant.api, 'mine', 5);
  expect((await reader.api.get('/v1/budgets/mine')).status).toBe(200);
  const other = await newTenant(system.api);
  expectProblemAnswer(await other.api.get('/v1/budgets/mine'), 404, 'not_found');
  expectProblemAnswer(await other.api.request('DELETE', '/v1/budgets/mine'), 404, 'not_found');
  await tenant.api.request('DELETE', '/v1/budgets/mine');
  const { body } = await tenant.api.get<{ data: object[] }>('/v1/audit');
  expect(body.data).toMatchObject([
    { action: 'budget.delete', target: 'mine', actor: expect.stringMatching(/^key:/) },
    { action: 'budget.put', target: 'mine' },
    { action: 'api_key.create' },
  ]);
});

test('real answers about budgets and usage are as they are described', async () => {
  const description = await ApiDescription.read(system.url);
  const send = async (method: 'get' | 'put' | 'delete', path: string, body?: unknown) => {
    const answer = await tenant.api.request(method.toUpperCase(), path.replace('{name}', 'one'), body);
    const [template = ''] = path.split('?');
    expect(
      description.differences(method, template, answer),
      `${method} ${path} ${answer.status}`,
    ).toBeUndefined();
    return answer.status;
  };
  const rules = { period: 'day', limit_micro_usd: 1, scope: { task: 'chat' } };
  expect(await send('put', '/v1/budgets/{name}', rules)).toBe(201);
  expect(await send('put', '/v1/budgets/{name}', rules)).toBe(200);
  expect(await send('put', '/v1/budgets/{name}', {})).toBe(400);
  expect(await send('get', '/v1/budgets/{name}')).toBe(200);
  expect(await send('get', '/v1/budgets')).toBe(200);
  expect(await send('get', '/v1/usage?group_by=task')).toBe(200);
  expect(await send('delete', '/v1/budgets/{name}')).toBe(200);
  expect(await send('delete', '/v1/budgets/{name}')).toBe(404);
});
