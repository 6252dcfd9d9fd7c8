import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

interface TenantObject {
  readonly id: string;
  readonly weight: number;
  readonly retention_days: number;
}

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

const read = (id: string) => system.api.get<TenantObject>(`/v1/tenants/${id}`);
const change = (id: string, body: unknown) =>
  system.api.request<TenantObject>('PATCH', `/v1/tenants/${id}`, body);

test('a tenant has a weight from its creation on, or one', async () => {
  const { id } = await newTenant(system.api);
  expect((await read(id)).body).toMatchObject({ id, object: 'tenant', weight: 1, retention_days: 30 });
  const created = await system.api.request<TenantObject>('POST', '/v1/tenants', { id: 'heavy', weight: 2.5 });
  expect(created.body).toMatchObject({ id: 'heavy', weight: 2.5 });
  expect((await read('heavy')).body.weight).toBe(2.5);
});

test('what is given is changed, the rest stays, and lists show it', async () => {
  const { id } = await newTenant(system.api);
  expect((await change(id, { weight: 3 })).body).toMatchObject({ weight: 3, retention_days: 30 });
  expect((await change(id, { retention_days: 7 })).body).toMatchObject({ weight: 3, retention_days: 7 });
  const { body } = await system.api.get<{ data: TenantObject[] }>('/v1/tenants?limit=100');
  expect(body.data.find((tenant) => tenant.id === id)).toMatchObject({ weight: 3, retention_days: 7 });
});

test('the audit trail says who changed what', async () => {
  const { id } = await newTenant(system.api);
  await change(id, { weight: 3, retention_days: 7 });
  const trail = await system.api.get<{ data: object[] }>('/v1/audit?scope=installation&limit=1');
  expect(trail.body.data).toEqual([
    expect.objectContaining({
      action: 'tenant.update',
      target: id,
      actor: expect.stringMatching(/^key:/),
      reason: 'retention_days: 30 -> 7, weight: 1 -> 3',
    }),
  ]);
});

test.each([
  {},
  { weight: 0 },
  { weight: -1 },
  { weight: 1_001 },
  { weight: '3' },
  { weight: null },
  { retention_days: 0 },
  { wieght: 3 },
])('%j changes nothing', async (body) => {
  expectProblemAnswer(await change('default', body), 400, 'invalid_request');
  expect((await read('default')).body).toMatchObject({ weight: 1, retention_days: 30 });
});

test('only a tenant that exists can be read or changed, and only by who manages the installation', async () => {
  for (const id of ['nobody', 'default:tenant', '%7Ba%7D']) {
    expectProblemAnswer(await read(id), 404, 'not_found');
    expectProblemAnswer(await change(id, { weight: 2 }), 404, 'not_found');
  }
  const { id, api } = await newTenant(system.api);
  expectProblemAnswer(await api.get(`/v1/tenants/${id}`), 403, 'forbidden');
  expectProblemAnswer(await api.request('PATCH', `/v1/tenants/${id}`, { weight: 9 }), 403, 'forbidden');
  expect((await read(id)).body.weight).toBe(1);
});
