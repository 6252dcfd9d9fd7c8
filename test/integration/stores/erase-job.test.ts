import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { changeJob } from '../../../shared/lifecycle/change-job.ts';
import { redriveJob } from '../../../shared/lifecycle/redrive-job.ts';
import { eraseJob } from '../../../shared/stores/erase-job.ts';
import { readJob, type StoredJob } from '../../../shared/stores/read-job.ts';
import { sweepJobs } from '../../../worker/maintenance/sweep-jobs.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const HOUR_MS = 3_600_000;
const log = { error: vi.fn() };
const webhook = { url: 'http://127.0.0.1:9/', secret: `whsec_${Buffer.alloc(32).toString('base64')}` };
let system: System;
let tenant: Tenant;

beforeAll(async () => {
  // Without workers: the test plays them.
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(() => system.stop());

async function read(id: string): Promise<StoredJob> {
  const job = await readJob(system.installation.store, tenant.id, id);
  if (!job) throw new Error(`there is no job ${id}`);
  return job;
}

const fail = async (id: string) =>
  changeJob(system.installation, await read(id), { to: 'failed', error: { code: 'internal' }, entry: {} });

/** A failed job whose webhook is still to be delivered. */
async function failedJob(): Promise<string> {
  const { body } = await tenant.api.post({ task: 'chat', input: { prompt: 'x' }, subject: 'one', webhook });
  await fail(body.id);
  return body.id;
}

const deliveriesOf = (id: string) => {
  const { redis, keys } = system.installation.store;
  return redis.smembers(keys.jobDeliveries(tenant.id, id));
};

test('a job that was redriven and failed again since it was read is not erased by what was read', async () => {
  const { store } = system.installation;
  const id = await failedJob();
  const stale = await read(id);
  await redriveJob(system.installation, tenant.id, id, 'key:test');
  await fail(id);
  const deliveries = await deliveriesOf(id);
  expect(deliveries).toHaveLength(2);
  expect(await eraseJob(store, stale, 'tombstone')).toBe('changed');
  expect(await eraseJob(store, await read(id), 'tombstone')).toBe('erased');
  const kept = await dumpRedis(store.redis, `${store.keys.prefix}:{${tenant.id}}`);
  expect(deliveries.flatMap((delivery) => keysWith(kept, delivery))).toEqual([]);
});

test('a job whose retention ends before its webhook was delivered is kept until it was', async () => {
  const { redis, keys } = system.installation.store;
  const id = await failedJob();
  const [delivery = ''] = await deliveriesOf(id);
  const finished = keys.finishedJobs(tenant.id);
  const now = Date.now();
  await redis.hset(keys.job(tenant.id, id), 'finished_at', now - 31 * 24 * HOUR_MS);
  await redis.zadd(finished, now - 1, id);
  const sweep = (at: number) => sweepJobs(system.installation, tenant.id, { now: at, limit: 10, log });
  expect(await sweep(now)).toEqual({ looked: 1, done: 0 });
  expect(Number(await redis.zscore(finished, id))).toBeGreaterThan(now + HOUR_MS - 10_000);
  await redis.hset(keys.delivery(tenant.id, delivery), 'status', 'delivered');
  expect(await sweep(now + 2 * HOUR_MS)).toEqual({ looked: 1, done: 1 });
  expect(await redis.exists(keys.job(tenant.id, id), keys.delivery(tenant.id, delivery))).toBe(0);
});

test('a purge whose answer is lost leaves its deliveries in no list', async () => {
  const { store } = system.installation;
  const { redis, keys } = store;
  const id = await failedJob();
  const [delivery = ''] = await deliveriesOf(id);
  const endpoint = (await redis.hget(keys.delivery(tenant.id, delivery), 'endpoint')) ?? '';
  const lost = async (...call: Parameters<typeof store.run>) => {
    await store.run(...call);
    throw new Error('lost');
  };
  await expect(eraseJob({ ...store, run: lost }, await read(id), 'tombstone')).rejects.toThrow('lost');
  expect(await redis.zscore(keys.endpointDeliveries(tenant.id, endpoint), delivery)).toBeNull();
  expect(await redis.zscore(keys.openDeliveries(tenant.id), delivery)).toBeNull();
});
