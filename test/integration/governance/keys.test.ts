import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

let system: System;
let tenant: Tenant;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(() => system.stop());

const chat = (prompt: string, subject?: string) =>
  tenant.api.post({ task: 'chat', input: { prompt }, subject }, { wait: 30 });
const resultOf = async (id: string) => (await tenant.api.get(`/v1/jobs/${id}`)).body.result?.output;

test('what a tenant has sealed before its key was replaced still opens, and nothing is written anew', async () => {
  const { redis, keys } = system.installation.store;
  const { body: before } = await chat('before', 'anna');
  const input = await redis.getBuffer(keys.jobInput(tenant.id, before.id));
  const { status, body } = await system.api.request('POST', `/v1/tenants/${tenant.id}/rotate-key`);
  expect([status, body]).toMatchObject([200, { object: 'tenant_key', version: 2 }]);
  expect(await resultOf(before.id)).toBe('before');
  expect(await redis.getBuffer(keys.jobInput(tenant.id, before.id))).toEqual(input);
  expect((await chat('after', 'anna')).body.result?.output).toBe('after');
  expect((await chat('nobody')).body.result?.output).toBe('nobody');
  expect((await tenant.api.request('POST', `/v1/tenants/${tenant.id}/rotate-key`)).status).toBe(403);
});

test('an idempotency key holds when the tenant’s key is replaced', async () => {
  const post = () => tenant.api.post({ task: 'chat', input: { prompt: 'once' } }, { key: 'same' });
  const first = await post();
  await system.api.request('POST', `/v1/tenants/${tenant.id}/rotate-key`);
  const again = await post();
  expect(again.body.id).toBe(first.body.id);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
});

test('a master key is replaced at a start, by any number of processes; another one is refused', async () => {
  const { body: job } = await chat('sealed before');
  const MASTER_KEY = randomBytes(32).toString('hex');
  const changed = { ...system.env, MASTER_KEY };
  await expect(openInstallation(loadConfig(changed), 'api', 'request')).rejects.toThrow(
    /MASTER_KEY_PREVIOUS/,
  );
  const config = loadConfig({ ...changed, MASTER_KEY_PREVIOUS: system.env.MASTER_KEY });
  const opened = await Promise.all([1, 2, 3].map(() => openInstallation(config, 'api', 'request')));
  await Promise.all(opened.map((installation) => installation.close()));
  // Afterwards the one before is not needed.
  const installation = await openInstallation(loadConfig(changed), 'api', 'request');
  const { redis, keys, dataKeys } = installation.store;
  const record = await redis.hgetall(keys.job(tenant.id, job.id));
  const box = await dataKeys.box(tenant.id, job.id, { dataKey: record.key });
  const sealed = (await redis.getBuffer(keys.jobInput(tenant.id, job.id))) ?? expect.fail('no input');
  expect(box?.open('input', sealed)).toMatchObject({ input: { prompt: 'sealed before' } });
  await installation.close();
  // The processes that still run with the one before go on with what they have unwrapped.
  expect(await resultOf(job.id)).toBe('sealed before');
  // And back, for the tests that follow.
  const back = loadConfig({ ...system.env, MASTER_KEY_PREVIOUS: MASTER_KEY });
  await (await openInstallation(back, 'api', 'request')).close();
});

test('no two jobs share a key, and none stands in Redis as it is', async () => {
  const { redis, keys } = system.installation.store;
  const jobs = await Promise.all(['a', 'b'].map((prompt) => chat(prompt, 'anna')));
  const wrapped = await Promise.all(jobs.map(({ body }) => redis.hget(keys.job(tenant.id, body.id), 'key')));
  expect(new Set(wrapped).size).toBe(2);
  for (const key of wrapped) expect(key).toMatch(/^0\.[\w-]{54}$/);
  const secrets = await system.installation.store.tenantKeys(tenant.id);
  const raw = secrets.wrapping(1)?.export() ?? expect.fail('no key');
  const dump = await dumpRedis(redis, keys.prefix);
  for (const form of ['hex', 'base64', 'base64url'] as const)
    expect(keysWith(dump, raw.toString(form))).toEqual([]);
});
