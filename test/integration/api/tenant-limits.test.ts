import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import type { Problem } from '../../support/api-client.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

interface TenantObject {
  readonly id: string;
  readonly limits: Record<string, number | null>;
}

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

const change = <T = TenantObject>(id: string, body: unknown, api = system.api) =>
  api.request<T>('PATCH', `/v1/tenants/${id}`, body);
const listed = async (id: string) => {
  const { body } = await system.api.get<{ data: TenantObject[] }>('/v1/tenants?limit=100');
  return body.data.find((tenant) => tenant.id === id);
};
const NONE = { concurrency: null, requests_per_minute: null, tokens_per_minute: null };

test('limits are set with a tenant, changed one by one, lifted, and shown', async () => {
  const { id } = await newTenant(system.api, { limits: { concurrency: 3 } });
  expect((await listed(id))?.limits).toEqual({ ...NONE, concurrency: 3 });
  const { status, body } = await change(id, { limits: { tokens_per_minute: 1_000, requests_per_minute: 5 } });
  expect(status).toBe(200);
  expect(body.limits).toEqual({ concurrency: 3, requests_per_minute: 5, tokens_per_minute: 1_000 });
  await change(id, { limits: { concurrency: null, requests_per_minute: null } });
  expect((await listed(id))?.limits).toEqual({ ...NONE, tokens_per_minute: 1_000 });
  await change(id, { limits: { tokens_per_minute: null } });
  expect((await listed(id))?.limits).toEqual(NONE);
  expect((await listed((await newTenant(system.api)).id))?.limits).toEqual(NONE);
});

test('of changes of several members at the same time none is lost', async () => {
  const { id } = await newTenant(system.api);
  for (let round = 1; round <= 20; round++) {
    const limits = { concurrency: round, requests_per_minute: round + 100, tokens_per_minute: round + 1_000 };
    const one = (name: string, value: number) => change(id, { limits: { [name]: value } });
    await Promise.all(Object.entries(limits).map(([name, value]) => one(name, value)));
    expect((await listed(id))?.limits).toEqual(limits);
  }
});

test('who changed them is in the audit trail of the installation', async () => {
  const { id } = await newTenant(system.api);
  await change(id, { limits: { concurrency: 3 } });
  const { entries } = await readAudit(system.installation.store, undefined, 100);
  expect(entries).toContainEqual(
    expect.objectContaining({ actor: expect.stringMatching(/^key:/), action: 'tenant.update', target: id }),
  );
});

describe('what is no limit is refused', () => {
  const values = [0, -1, 1.5, '5', true, {}, [], Number.MAX_VALUE, '__NaN__'];
  for (const name of Object.keys(NONE)) {
    test.each(values)(`${name}: %j`, async (value) => {
      const raw = JSON.stringify({ limits: { [name]: value } }).replace('"__NaN__"', 'NaN');
      const { id } = await newTenant(system.api);
      const answer = await change<Problem>(id, raw);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe(value === '__NaN__' ? 'invalid_json' : 'invalid_request');
      expect((await listed(id))?.limits).toEqual(NONE);
    });
  }

  test('as are unknown names, unknown tenants, and callers that do not manage the installation', async () => {
    const { id, api } = await newTenant(system.api);
    expect((await change(id, { limits: { requests: 5 } })).status).toBe(400);
    expect((await change(id, { limit: 5 })).status).toBe(400);
    expect((await change('no-such-tenant', { limits: { concurrency: 5 } })).status).toBe(404);
    expect((await change(id, { limits: { concurrency: 5 } }, api)).status).toBe(403);
  });
});
