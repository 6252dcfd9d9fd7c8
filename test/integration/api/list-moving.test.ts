import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listJobs } from '../../../shared/stores/list-jobs.ts';
import { admitAt, walkPages } from '../../support/job-pages.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

test('a job that changes its state at this very moment is neither missed nor listed twice', async () => {
  const tenant = await newTenant(system.api);
  const { installation } = system;
  const { keys } = installation.store;
  // Of a time to come, so that no reconciler looks at it meanwhile.
  const [id = ''] = await admitAt(system, tenant, [Date.now() + 60_000]);
  const redis = installation.connect('request', 'test');
  const [from, to] = [
    keys.jobPartition(tenant.id, 'support-triage', 'queued'),
    keys.jobPartition(tenant.id, 'support-triage', 'running'),
  ];
  let listing = true;
  const moving = (async () => {
    for (let i = 0; listing; i++) {
      const [here, there] = i % 2 ? [to, from] : [from, to];
      const move = redis.multi().zrem(here, id).zadd(there, 1, id);
      await move.sadd(keys.jobPartitions(tenant.id), 'support-triage:running').exec();
    }
  })();
  const lists = [];
  for (let i = 0; i < 200; i++) {
    const store = installation.store;
    const pages = await Promise.all(Array.from({ length: 10 }, () => listJobs(store, tenant.id, {}, 10)));
    lists.push(...pages.map(({ jobs }) => jobs.length));
  }
  listing = false;
  await moving;
  expect(new Set(lists)).toEqual(new Set([1]));
});

test('while jobs run through their states, every page holds each of them exactly once', async () => {
  const tenant = await newTenant(system.api);
  const posted = await Promise.all(
    Array.from({ length: 150 }, (_, i) =>
      tenant.api.post({ task: 'chat', model: `sim-slow-${1 + (i % 5)}`, input: { prompt: `${i}` } }),
    ),
  );
  const expected = posted.map(({ body }) => body.id).sort();
  const finished = Promise.all(expected.map((id) => tenant.api.finished(id)));
  let done = false;
  void finished.then(() => {
    done = true;
  });
  let rounds = 0;
  while (!done || rounds < 3) {
    rounds += 1;
    expect((await walkPages(tenant.api, 'limit=100')).sort(), `round ${rounds}`).toEqual(expected);
  }
  await finished;
});
