import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { eraseJob } from '../../../shared/stores/erase-job.ts';
import { listJobs } from '../../../shared/stores/list-jobs.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import { admitAt } from '../../support/job-pages.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

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

test('a list opens the content of its page only, a few jobs at a time, and keeps no input', async () => {
  const { store } = system.installation;
  const now = Date.now();
  await admitAt(
    system,
    tenant,
    Array.from({ length: 60 }, (_, i) => now + i),
  );
  const reads = watchInputReads(store.redis);
  const { jobs, next } = await listJobs(store, tenant.id, { task: 'chat' }, 15);
  expect(reads).toEqual({ all: 15, now: 0, most: 10 });
  expect(jobs).toHaveLength(15);
  expect(next).toBeDefined();
  expect(jobs[0]?.input).toMatchObject({ subject: 'one', metadata: { all: 'yes' }, input: undefined });
});

/** Counts the inputs that are read, and how many at once. */
function watchInputReads(redis: System['installation']['store']['redis']) {
  const reads = { all: 0, now: 0, most: 0 };
  const read = redis.getBuffer.bind(redis);
  vi.spyOn(redis, 'getBuffer').mockImplementation(async (key) => {
    const isInput = String(key).endsWith(':input');
    if (!isInput) return read(key);
    reads.all += 1;
    reads.now += 1;
    reads.most = Math.max(reads.most, reads.now);
    return read(key).finally(() => {
      reads.now -= 1;
    });
  });
  return reads;
}

test('several filters on content are answered by their indexes', async () => {
  const { store } = system.installation;
  const post = async (subject: string, metadata: Record<string, string>) =>
    (await tenant.api.post({ task: 'chat', input: { prompt: 'x' }, subject, metadata })).body.id;
  const wanted = await post('one', { a: '1', b: '2' });
  await post('one', { a: '1', b: '3' });
  await post('two', { a: '1', b: '2' });
  const { jobs } = await listJobs(store, tenant.id, { subject: 'one', metadata: { a: '1', b: '2' } }, 10);
  expect(jobs.map(({ record }) => record.id)).toEqual([wanted]);
});

test('a list forgets what was purged while nobody could read what it was listed under', async () => {
  const { store } = system.installation;
  const { redis, keys } = store;
  const [id = '', other = ''] = await admitAt(system, tenant, [Date.now(), Date.now()]);
  await redis.set(keys.jobInput(tenant.id, id), 'damaged');
  const record = await readRecord(store, tenant.id, id);
  if (!record) throw new Error('the job has no record');
  expect(await eraseJob(store, { record }, 'purge')).toBe('erased');
  const { jobs } = await listJobs(store, tenant.id, { subject: 'one' }, 10);
  expect(jobs.map((job) => job.record.id)).toEqual([other]);
  await listJobs(store, tenant.id, { metadata: { all: 'yes' } }, 10);
  const kept = await dumpRedis(redis, `${keys.prefix}:{${tenant.id}}`);
  expect(keysWith(kept, id).filter((key) => !key.includes(':audit'))).toEqual([]);
});
