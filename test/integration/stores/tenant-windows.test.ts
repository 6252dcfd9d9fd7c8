import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { hopId, STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import { admitJob } from '../../../shared/stores/admit-job.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { newJob } from '../../support/new-job.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const START = Date.parse('2026-01-01T00:00:00.400Z');
let system: System;

beforeAll(async () => {
  // Without workers: the test plays them, and the clock.
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job of a tenant whose every try to begin is another attempt. */
async function newHop(tenant: string, queue = 'model.sim-echo') {
  const { store } = system.installation;
  const job = { ...newJob(tenant), queue };
  await admitJob(store, job, 0);
  let attempt = 0;
  return {
    id: hopId(job.id, 1),
    begin: async () => {
      attempt += 1;
      const beginning = await beginAttempt(
        store,
        { tenant, id: job.id, task: job.task, hop: 1, attempt },
        job.queue,
      );
      if (beginning.verdict !== 'ok' && beginning.verdict !== 'limited')
        throw new Error(`it is ${beginning.verdict}`);
      return beginning;
    },
  };
}

test.each([{ requests_per_minute: 7 }, { tokens_per_minute: 7 * 1_026 }])(
  'no 60 s have more than %o, and hops that come when they were told to begin in the order they came',
  async (limits) => {
    const tenant = await newTenant(system.api, { limits });
    const begun: { at: number; hop: number }[] = [];
    const due = new Map<number, number>();
    const hops = [];
    for (let i = 0; i < 40; i++) {
      vi.setSystemTime(START + 137 * i);
      hops.push(await newHop(tenant.id));
      due.set(i, Date.now());
    }
    while (due.size > 0) {
      const [next, at] = [...due].reduce((soonest, one) => (one[1] < soonest[1] ? one : soonest));
      vi.setSystemTime(Math.max(at, Date.now()));
      const beginning = await hops[next]?.begin();
      due.delete(next);
      if (beginning?.verdict === 'limited') due.set(next, Date.now() + beginning.delayMs);
      else begun.push({ at: Date.now(), hop: next });
    }
    expect(begun.map(({ hop }) => hop)).toEqual(hops.map((_, i) => i));
    for (const { at } of begun) {
      expect(begun.filter((other) => other.at >= at && other.at < at + 60_000).length).toBeLessThanOrEqual(7);
    }
    // Nor is a minute left unused: the last begins after five of them, each a second longer at most.
    expect((begun.at(-1)?.at ?? 0) - START).toBeLessThan(5 * 62_000);
  },
);

test('ten thousand hops that wait do not all look again each minute', async () => {
  const tenant = await newTenant(system.api, { limits: { requests_per_minute: 100 } });
  const { redis, keys } = system.installation.store;
  for (let i = 0; i < 100; i++) await (await newHop(tenant.id)).begin();
  // As many that have come before wait already.
  const waiting = Array.from({ length: 10_000 }, (_, i) => [
    String(1e13 + i),
    `model.sim-echo job_${i}-1 1026`,
  ]);
  await redis.zadd(keys.waitingHops(tenant.id), ...waiting.flat());
  const last = await (await newHop(tenant.id)).begin();
  expect(last).toMatchObject({ verdict: 'limited', delayMs: 3_600_000, called: [] });
});

/** Hops that wait, and among them one that was called so long ago that its queue answers no calls. */
async function standBefore(tenant: string, silent: number, answering: number): Promise<void> {
  const { redis, keys } = system.installation.store;
  const waiting = Array.from({ length: silent + answering }, (_, i) => [
    String(1e13 + i),
    `model.${i < silent ? 'silent' : 'busy'} job_${i}-1 1026`,
  ]);
  const called = [String(1e15 + START - 2_100), 'model.silent job_called-1 1026'];
  await redis.zadd(keys.waitingHops(tenant), ...waiting.flat(), ...called);
}

test.each([12, 99, 5_000])('nobody waits behind %i hops of a queue that answers no calls', async (silent) => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 1 } });
  await standBefore(tenant.id, silent, 0);
  expect((await (await newHop(tenant.id)).begin()).verdict).toBe('ok');
});

test.each([12, 5_000])('of those that wait behind %i such hops, one is called', async (silent) => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 1 } });
  await standBefore(tenant.id, silent, 5_000);
  const beginning = await (await newHop(tenant.id)).begin();
  expect(beginning).toMatchObject({ verdict: 'limited', delayMs: 3_600_000 });
  const called = beginning.verdict === 'limited' ? beginning.called : [];
  expect(called.map(({ queue }) => queue)).toEqual(['model.busy']);
});

test('a hop of steps needs a place, but nothing of a minute', async () => {
  const limits = { concurrency: 4, requests_per_minute: 1, tokens_per_minute: 2_000 };
  const tenant = await newTenant(system.api, { limits });
  const { redis, keys } = system.installation.store;
  expect((await (await newHop(tenant.id)).begin()).verdict).toBe('ok');
  const minute = await redis.hgetall(keys.lastMinute(tenant.id));
  for (let i = 0; i < 3; i++) {
    expect((await (await newHop(tenant.id, STEPS_QUEUE)).begin()).verdict).toBe('ok');
  }
  expect((await (await newHop(tenant.id, STEPS_QUEUE)).begin()).verdict).toBe('limited');
  expect(await redis.hgetall(keys.lastMinute(tenant.id))).toEqual(minute);
});

test('an attempt that is put off twice, because the first answer got lost, waits once', async () => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 1 } });
  await (await newHop(tenant.id)).begin();
  const { store } = system.installation;
  const job = newJob(tenant.id);
  await admitJob(store, job, 0);
  const claim = { tenant: tenant.id, id: job.id, task: job.task, hop: 1, attempt: 1 };
  const first = await beginAttempt(store, claim, job.queue);
  expect(await beginAttempt(store, claim, job.queue)).toEqual(first);
  expect(await store.redis.llen(store.keys.jobLog(tenant.id, job.id))).toBe(1);
  expect(await store.redis.zcard(store.keys.waitingHops(tenant.id))).toBe(1);
});

test('an attempt that takes over from one that died keeps its place among the running, and counts again', async () => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 1, requests_per_minute: 2 } });
  const hop = await newHop(tenant.id);
  expect((await hop.begin()).verdict).toBe('ok');
  expect((await hop.begin()).verdict).toBe('ok');
  expect((await hop.begin()).verdict).toBe('limited');
  const { redis, keys } = system.installation.store;
  expect(await redis.smembers(keys.runningJobs(tenant.id))).toEqual([]);
  vi.setSystemTime(START + 61_000);
  expect((await hop.begin()).verdict).toBe('ok');
});
