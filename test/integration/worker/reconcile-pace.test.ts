import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { hopId } from '../../../shared/queues/queue-names.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import { reconcileJobs } from '../../../worker/maintenance/reconcile-jobs.ts';
import { admitAt } from '../../support/job-pages.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const INTERVAL_MS = 300_000;
const QUEUE = 'model.sim-echo';
const log = { error: vi.fn() };
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

const reconcile = (now: number, limit: number) =>
  reconcileJobs(system.installation, tenant.id, { now, limit, intervalMs: INTERVAL_MS, log });

async function nextCheck(id: string): Promise<number> {
  const { redis, keys } = system.installation.store;
  return Number(await redis.zscore(keys.openJobs(tenant.id), id));
}

test('a new job without its hop, and one that expires, wait for no backlog', async () => {
  const { store, queues } = system.installation;
  const now = Date.now();
  await admitAt(
    system,
    tenant,
    Array.from({ length: 40 }, (_, i) => now - 100_000 + i),
  );
  const [fresh = '', expiring = ''] = await admitAt(system, tenant, [now - 3_500, now - 3_400]);
  await store.redis.hset(store.keys.job(tenant.id, expiring), 'expires_at', now - 10);
  await store.redis.zadd(store.keys.openJobs(tenant.id), now - 10, expiring);

  expect(await reconcile(now, 10)).toMatchObject({ looked: 10 });
  expect(await queues.queue(QUEUE).getJobState(hopId(fresh, 1))).toBe('prioritized');
  expect(await readRecord(store, tenant.id, expiring)).toMatchObject({ status: 'expired' });
});

test('a hop that waits is looked at again after the interval, one that was added soon, none after its end', async () => {
  const { store } = system.installation;
  const now = Date.now();
  const [id = '', ending = ''] = await admitAt(system, tenant, [now - 5_000, now - 5_000]);
  await store.redis.hset(store.keys.job(tenant.id, ending), 'expires_at', now + 60_000);
  expect(await reconcile(now, 100)).toEqual({ looked: 2, done: 2 });
  expect(await nextCheck(id)).toBe(now + 10_000);
  const later = now + 10_000;
  expect(await reconcile(later, 100)).toEqual({ looked: 2, done: 0 });
  expect(await nextCheck(id)).toBe(later + INTERVAL_MS);
  expect(await nextCheck(ending)).toBe(now + 60_000);
});

test('so is a job whose side calls wait', async () => {
  const { store } = system.installation;
  const now = Date.now();
  const [id = ''] = await admitAt(system, tenant, [now - 5_000]);
  await store.redis.hset(store.keys.job(tenant.id, id), 'branch.member.0', 'sim-echo', 'pending', 1);
  expect(await reconcile(now, 100)).toEqual({ looked: 1, done: 1 });
  expect(await nextCheck(id)).toBe(now + 10_000);
  const later = now + 10_000;
  expect(await reconcile(later, 100)).toEqual({ looked: 1, done: 0 });
  expect(await nextCheck(id)).toBe(later + INTERVAL_MS);
});

test('a job that cannot be reconciled is put off and logged, and holds up no other', async () => {
  const { store } = system.installation;
  const now = Date.now();
  const [broken = '', sound = ''] = await admitAt(system, tenant, [now - 5_000, now - 5_000]);
  await store.redis.hset(store.keys.job(tenant.id, broken), 'queue', 'no:queue');
  expect(await reconcile(now, 100)).toEqual({ looked: 2, done: 1 });
  expect(await nextCheck(broken)).toBeGreaterThan(now);
  expect(await nextCheck(sound)).toBeGreaterThan(now);
  expect(log.error).toHaveBeenCalledWith(expect.objectContaining({ job_id: broken }), expect.any(String));
});

test('what is moved while it is looked at keeps the time that its move has set', async () => {
  const { run, keys, redis } = system.installation.store;
  const [id = ''] = await admitAt(system, tenant, [Date.now()]);
  const open = keys.openJobs(tenant.id);
  await redis.zadd(open, 2_000, id);
  for (const next of ['9000', '']) await run('check-jobs', [open], [1_000, id, next]);
  expect(await nextCheck(id)).toBe(2_000);
  await run('check-jobs', [open], [2_000, id, '']);
  expect(await redis.zscore(open, id)).toBeNull();
});
