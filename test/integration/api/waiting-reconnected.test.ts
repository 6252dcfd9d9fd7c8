import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { waitForJob } from '../../../api/jobs/wait-for-job.ts';
import { changeJob } from '../../../shared/lifecycle/change-job.ts';
import { JobChanges } from '../../../shared/runtime/job-changes.ts';
import { admitJob } from '../../../shared/stores/admit-job.ts';
import { readJob } from '../../../shared/stores/read-job.ts';
import { newJob } from '../../support/new-job.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

test('a connection that comes back while the job is admitted ends no wait for it', async () => {
  const { installation } = system;
  const { store } = installation;
  const subscriber = installation.connect('subscriber', 'test-changes');
  const changes = new JobChanges(subscriber, store.keys);
  const job = newJob('default');
  const { tenant, id } = job;
  const begin = async () => {
    const { promise: back, resolve } = Promise.withResolvers<void>();
    const stop = await changes.listen(tenant, 'another', 'end', () => resolve());
    subscriber.disconnect(true);
    await back;
    // Whoever waits for the job has been told too, and has looked for it.
    await store.redis.ping();
    stop();
    await admitJob(store, job, 0);
    return job;
  };
  const gone = new AbortController().signal;
  const waiting = waitForJob({ installation, changes }, { tenant, id, seconds: 20, gone, begin });
  await expect.poll(() => readJob(store, tenant, id)).toBeDefined();
  const admitted = await readJob(store, tenant, id);
  if (!admitted) throw new Error('the job was not admitted');
  await changeJob(installation, admitted, { to: 'failed', error: { code: 'internal' }, entry: {} });
  expect((await waiting).record.status).toBe('failed');
});
