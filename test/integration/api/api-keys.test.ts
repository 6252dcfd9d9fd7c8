import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bootstrap } from '../../../api/bootstrap.ts';
import { ALL_SCOPES } from '../../../shared/contracts/scopes.ts';
import {
  createApiKey,
  findApiKey,
  hashToken,
  listApiKeys,
  MOST_API_KEYS,
  revokeApiKey,
} from '../../../shared/stores/api-keys.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ADMIN_KEY, type System, startSystem } from '../../support/system.ts';
import { newTenant, withKey } from '../../support/tenant.ts';

const DAY_S = 86_400;

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

/** How long the key of a token is kept, in days; -1 for ever. */
async function keptDays(token: string): Promise<number> {
  const { redis, keys } = system.installation.store;
  const seconds = await redis.ttl(keys.apiKeyByHash(hashToken(token)));
  return seconds < 0 ? seconds : Math.round(seconds / DAY_S);
}

test('a key is forgotten 30 days after its end', async () => {
  const tokenOf = (api: { authorization: string }) => api.authorization.slice('Bearer '.length);
  const ending = await withKey(system.api, { expires_in_seconds: DAY_S });
  expect(await keptDays(tokenOf(ending.api))).toBe(31);
  const { id, api } = await withKey(system.api);
  expect(await keptDays(tokenOf(api))).toBe(-1);
  await system.api.request('DELETE', `/v1/api-keys/${id}`);
  expect(await keptDays(tokenOf(api))).toBe(30);
});

test('a tenant has so many keys and no more; those that have ended make room', async () => {
  const { store } = system.installation;
  const tenant = await newTenant(system.api);
  const one = { tenant: tenant.id, name: 'one of many', scopes: [], requestsPerMinute: 1 };
  const many = await Promise.all(Array.from({ length: MOST_API_KEYS - 1 }, () => createApiKey(store, one)));
  expectProblemAnswer(await tenant.api.request('POST', '/v1/api-keys', {}), 409, 'limit_reached');
  await revokeApiKey(store, tenant.id, many[0]?.key.id ?? '');
  expect((await tenant.api.request('POST', '/v1/api-keys', {})).status).toBe(201);
  expectProblemAnswer(await tenant.api.request('POST', '/v1/api-keys', {}), 409, 'limit_reached');
  expect(await listApiKeys(store, tenant.id)).toHaveLength(MOST_API_KEYS);
});

test('the first administrator may do what a newer release has scopes for', async () => {
  const { store } = system.installation;
  const key = store.keys.apiKeyByHash(hashToken(ADMIN_KEY));
  await store.redis.hset(key, 'scopes', 'jobs:read');
  await bootstrap(system.installation, createLogger('test', 'silent'));
  expect((await store.redis.hget(key, 'scopes'))?.split(' ')).toEqual(ALL_SCOPES);
});

test('the key of the first administrator, once revoked, never comes back', async () => {
  const { store } = system.installation;
  const key = await findApiKey(store, hashToken(ADMIN_KEY));
  await revokeApiKey(store, 'default', key?.id ?? '');
  expect(await keptDays(ADMIN_KEY)).toBe(-1);
  await bootstrap(system.installation, createLogger('test', 'silent'));
  expect((await findApiKey(store, hashToken(ADMIN_KEY)))?.revokedAt).toBeDefined();
});
