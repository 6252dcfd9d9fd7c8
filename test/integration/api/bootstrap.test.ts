import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { bootstrap } from '../../../api/bootstrap.ts';
import { findApiKey, hashToken, revokeApiKey } from '../../../shared/stores/api-keys.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { ADMIN_KEY, type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

test('the key of the first administrator, once revoked, never comes back', async () => {
  const { store } = system.installation;
  const digest = hashToken(ADMIN_KEY);
  const key = await findApiKey(store, digest);
  await revokeApiKey(store, 'default', key?.id ?? '');
  expect(await store.redis.ttl(store.keys.apiKeyByHash(digest))).toBe(-1);
  await bootstrap(system.installation, createLogger('test', 'silent'));
  expect((await findApiKey(store, digest))?.revokedAt).toBeDefined();
  expect((await system.api.get('/v1/jobs')).status).toBe(401);
});
