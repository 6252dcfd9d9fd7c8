import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { APPLICATION_SCOPES, SCOPES } from '../../../shared/contracts/scopes.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ADMIN_KEY, type System, startSystem } from '../../support/system.ts';
import { newTenant, withKey } from '../../support/tenant.ts';

interface Key {
  readonly id: string;
  readonly key?: string;
  readonly scopes: string[];
  readonly tenant: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

describe('without a good key', () => {
  test.each([
    ['nothing', {}],
    ['an empty header', { authorization: '' }],
    ['another scheme', { authorization: `Basic ${Buffer.from(`a:${ADMIN_KEY}`).toString('base64')}` }],
    ['a key without a scheme', { authorization: ADMIN_KEY }],
    ['two keys', { authorization: `Bearer ${ADMIN_KEY} ${ADMIN_KEY}` }],
    ['an unknown key', { authorization: `Bearer ak_${'0'.repeat(43)}` }],
    ['a key that is too long', { authorization: `Bearer ${'a'.repeat(600)}` }],
    ['a key that is part of a good one', { authorization: `Bearer ${ADMIN_KEY.slice(0, -1)}` }],
  ])('%s is refused, and told how to do better', async (_name, headers) => {
    const response = await fetch(`${system.url}/v1/jobs`, { headers: headers as Record<string, string> });
    const answer = { status: response.status, headers: response.headers, body: await response.json() };
    expectProblemAnswer(answer, 401, 'unauthenticated');
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('no route answers anything else', async () => {
    for (const { method, path } of routes) {
      const address = path.replace(/:\w+/g, `job_${'0'.repeat(22)}`);
      const answer = await system.api.as('nobody').request(method.toUpperCase(), address);
      expectProblemAnswer(answer, 401, 'unauthenticated');
    }
  });

  test('the scheme counts in any case', async () => {
    const response = await fetch(`${system.url}/v1/jobs`, {
      headers: { authorization: `bearer  ${ADMIN_KEY}` },
    });
    expect(response.status).toBe(200);
  });
});

describe('scopes', () => {
  test('a key without a scope hears which one is missing, on every route', async () => {
    const names = Object.keys(SCOPES);
    for (const { method, path, scope } of routes) {
      const { api } = await withKey(system.api, { scopes: names.filter((name) => name !== scope) });
      const address = path.replace(/:\w+/g, `job_${'0'.repeat(22)}`);
      const problem = expectProblemAnswer(await api.request(method.toUpperCase(), address), 403, 'forbidden');
      expect(problem.detail).toContain(scope);
      expect(problem.scope).toBe(scope);
    }
  });

  test('a new key has those that applications need', async () => {
    const { status, headers, body } = await system.api.request<Key>('POST', '/v1/api-keys', {});
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.scopes).toEqual(APPLICATION_SCOPES);
    expect(body.key).toMatch(/^ak_[\w-]{43}$/);
  });

  test('an unknown one is named, with what was probably meant', async () => {
    const answer = await system.api.request('POST', '/v1/api-keys', { scopes: ['jobs:raed'] });
    const { detail } = expectProblemAnswer(answer, 400, 'unknown_scope');
    expect(detail).toContain('jobs:raed');
    expect(detail).toContain('did you mean jobs:read?');
    const strange = await system.api.request('POST', '/v1/api-keys', { scopes: ['everything'] });
    expect(expectProblemAnswer(strange, 400, 'unknown_scope').detail).toContain('jobs:write');
  });

  test('a key cannot grant what it does not have', async () => {
    const { api } = await withKey(system.api, { scopes: ['keys:manage', 'jobs:read'] });
    const answer = await api.request('POST', '/v1/api-keys', { scopes: ['jobs:read', 'jobs:write'] });
    expect(expectProblemAnswer(answer, 403, 'forbidden').detail).toContain('jobs:write');
    expectProblemAnswer(await api.request('POST', '/v1/api-keys', {}), 403, 'forbidden');
    expect((await api.request('POST', '/v1/api-keys', { scopes: ['jobs:read'] })).status).toBe(201);
  });
});

describe('lifetime', () => {
  test('a key works until it expires', async () => {
    const { body } = await system.api.request<Key>('POST', '/v1/api-keys', { expires_in_seconds: 1 });
    const holder = system.api.as(body.key ?? '');
    expect((await holder.get('/v1/jobs')).status).toBe(200);
    const left = Date.parse(body.expires_at ?? '') - Date.now();
    expect(left).toBeLessThanOrEqual(1_000);
    await expect.poll(async () => (await holder.get('/v1/jobs')).status, { timeout: 3_000 }).toBe(401);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(body.expires_at ?? ''));
  });

  test.each([
    { expires_at: '2001-01-01T00:00:00Z' },
    { expires_at: 'tomorrow' },
    { expires_in_seconds: 0 },
    { expires_in_seconds: 5, expires_at: '2999-01-01T00:00:00Z' },
  ])('%j cannot be asked for', async (body) => {
    const answer = await system.api.request('POST', '/v1/api-keys', body);
    expect(expectProblemAnswer(answer, 400, 'invalid_request').detail).toMatch(/expires/);
  });

  test('a revoked key is dead from the moment of the answer on, and stays listed', async () => {
    for (let i = 0; i < 30; i++) {
      const { id, api } = await withKey(system.api);
      expect((await api.get('/v1/jobs?limit=1')).status).toBe(200);
      const revoked = await system.api.request<Key>('DELETE', `/v1/api-keys/${id}`);
      expect(revoked.body.revoked_at).toMatch(/Z$/);
      expectProblemAnswer(await api.get('/v1/jobs?limit=1'), 401, 'unauthenticated');
      const again = await system.api.request<Key>('DELETE', `/v1/api-keys/${id}`);
      expect(again.body).toEqual(revoked.body);
    }
    const { body } = await system.api.get<{ data: Key[] }>('/v1/api-keys?limit=100');
    expect(body.data.filter(({ revoked_at }) => revoked_at !== null).length).toBeGreaterThanOrEqual(30);
    expect(JSON.stringify(body)).not.toContain('"key"');
  });

  test('a key is nowhere in Redis', async () => {
    const { id, api } = await withKey(system.api);
    const { store } = system.installation;
    const digests = await store.redis.smembers(store.keys.apiKeys('default'));
    const hashes = await Promise.all(
      digests.map((digest) => store.redis.hgetall(store.keys.apiKeyByHash(digest))),
    );
    expect(JSON.stringify(hashes)).toContain(id);
    expect(JSON.stringify([digests, hashes])).not.toContain(api.authorization.slice('Bearer '.length));
  });
});

describe('tenants', () => {
  test('a key for another tenant takes the scope to manage tenants, and the tenant', async () => {
    const tenant = await newTenant(system.api);
    const { body } = await system.api.request<Key>('POST', '/v1/api-keys', { tenant: tenant.id });
    expect(body.tenant).toBe(tenant.id);
    const answer = await system.api.as(body.key ?? '').post({ task: 'chat', input: { prompt: 'theirs' } });
    expect((await tenant.api.get(`/v1/jobs/${answer.body.id}`)).status).toBe(200);
    expect((await system.api.get(`/v1/jobs/${answer.body.id}`)).status).toBe(404);

    const unknown = await system.api.request('POST', '/v1/api-keys', { tenant: 'nobody' });
    expectProblemAnswer(unknown, 404, 'not_found');
    const back = await tenant.api.request('POST', '/v1/api-keys', { tenant: 'default' });
    expectProblemAnswer(back, 404, 'not_found');
  });

  test('only who manages the installation reads its audit trail and its tenants', async () => {
    const { api } = await newTenant(system.api);
    const trail = await api.get('/v1/audit?scope=installation');
    expect(expectProblemAnswer(trail, 403, 'forbidden').detail).toContain('tenants:manage');
    expectProblemAnswer(await api.get('/v1/tenants'), 403, 'forbidden');
    const mine = await system.api.get<{ data: { action: string }[] }>('/v1/audit?scope=installation');
    expect(mine.body.data.map(({ action }) => action)).toContain('tenant.create');
  });

  test('a name exists once', async () => {
    const { id } = await newTenant(system.api);
    expectProblemAnswer(await system.api.request('POST', '/v1/tenants', { id }), 409, 'already_exists');
    const { body } = await system.api.get<{ data: { id: string }[] }>('/v1/tenants?limit=100');
    expect(body.data.filter((tenant) => tenant.id === id)).toHaveLength(1);
  });

  test('of many that create it at once, one does', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => system.api.request('POST', '/v1/tenants', { id: 'contested' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  test.each(['', 'No', '-a', 'a/b', '{a}', 'a:b', 'a'.repeat(65), null, 1])('%j is no name', async (id) => {
    expectProblemAnswer(await system.api.request('POST', '/v1/tenants', { id }), 400, 'invalid_request');
  });
});
