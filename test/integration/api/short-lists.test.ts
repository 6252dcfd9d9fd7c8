import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

interface Page {
  readonly object: string;
  readonly data: readonly { readonly id: string; readonly created_at: string }[];
  readonly next_cursor: string | null;
}

let system: System;
let tenant: ApiClient;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  const created = await Promise.all(Array.from({ length: 12 }, () => newTenant(system.api)));
  tenant = created[0]?.api ?? system.api;
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      await tenant.request('POST', '/v1/api-keys', {});
      await tenant.request('POST', '/v1/webhook-endpoints', { url: 'https://example.com/hook' });
    }),
  );
});
afterAll(() => system.stop());

describe.each([
  ['/v1/tenants', () => system.api],
  ['/v1/api-keys', () => tenant],
  ['/v1/webhook-endpoints', () => tenant],
  ['/v1/audit', () => tenant],
])('%s', (path, client) => {
  test('comes in pages that lose and repeat nothing', async () => {
    const whole = (await client().get<Page>(`${path}?limit=100`)).body;
    expect(whole).toMatchObject({ object: 'list', next_cursor: null });
    expect(whole.data.length).toBeGreaterThanOrEqual(12);
    const found = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await client().get<Page>(`${path}?limit=5${more}`);
      expect(body.data.length).toBeLessThanOrEqual(5);
      found.push(...body.data);
      cursor = body.next_cursor;
    }
    expect(found).toEqual(whole.data);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  test.each(['limit=0', 'limit=101', 'cursor=nonsense', 'unknown=1'])('refuses %s', async (query) => {
    expectProblemAnswer(await client().get(`${path}?${query}`), 400, 'invalid_request');
  });
});
