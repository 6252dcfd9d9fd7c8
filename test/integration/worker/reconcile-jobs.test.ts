import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addHop } from '../../../shared/lifecycle/change-job.ts';
import { hopId } from '../../../shared/queues/queue-names.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { CHECK_INTERVAL_MS, moveJob } from '../../../shared/stores/move-job.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { reconcileJobs } from '../../../worker/maintenance/reconcile-jobs.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  // Without workers: the test plays them.
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});

afterAll(() => system.stop());

async function enqueue() {
  const { body } = await system.api.post({ task: 'chat', input: { prompt: randomUUID() } });
  const record = await readRecord(system.installation.store, 'default', body.id);
  if (!record) throw new Error('the job has no record');
  return record;
}

/** Reconciles at a time when every open job is due. */
async function reconcile(now = Date.now() + 60_000): Promise<number> {
  const log = createLogger('test', 'silent');
  const look = { now, limit: 100, intervalMs: CHECK_INTERVAL_MS, log };
  return (await reconcileJobs(system.installation, 'default', look)).done;
}

test('a hop that was lost before its first attempt comes back under its id', async () => {
  const { store, queues } = system.installation;
  const record = await enqueue();
  const queue = queues.queue(record.queue);
  await queue.remove(hopId(record.id, 1));
  expect(await reconcile()).toBe(1);
  expect(await queue.getJobState(hopId(record.id, 1))).toBe('prioritized');
  expect(await readRecord(store, 'default', record.id)).toMatchObject({ hop: 1, version: record.version });
});

test('a hop that was lost after an attempt comes back under a new id and keeps its delay', async () => {
  const { store, queues } = system.installation;
  const record = await enqueue();
  const claim = { ...record, hop: 1, attempt: 1 };
  await beginAttempt(store, claim, record.queue);
  const retryAt = Date.now() + 90_000;
  const fence = { hop: 1, attempt: 1 };
  await moveJob(store, record, { at: Date.now(), to: 'queued', fence, retryAt, entry: {} });
  const queue = queues.queue(record.queue);
  await queue.remove(hopId(record.id, 1));

  const later = Date.now() + 200_000;
  expect(await reconcile(later)).toBeGreaterThan(0);
  // Under its old id BullMQ would count its starts from one again, and the fence would refuse them.
  expect(await readRecord(store, 'default', record.id)).toMatchObject({ hop: 2, attempt: 0 });
  expect(await queue.getJobState(hopId(record.id, 1))).toBe('unknown');
  expect(await queue.getJobState(hopId(record.id, 2))).toBe('delayed');
  const delayed = await queue.getJob(hopId(record.id, 2));
  expect(Date.now() + (delayed?.delay ?? 0)).toBeGreaterThan(retryAt - 5_000);
});

test('a job whose hop lives is left alone', async () => {
  const { store } = system.installation;
  const record = await enqueue();
  await addHop(system.installation, record);
  await reconcile();
  expect(await readRecord(store, 'default', record.id)).toMatchObject({ hop: 1, version: record.version });
});

test('a hop of which BullMQ holds remains in no state comes back', async () => {
  const { store, queues } = system.installation;
  const record = await enqueue();
  const queue = queues.queue(record.queue);
  // As a script leaves it that a full Redis stops half-way.
  await store.redis.zrem(queue.toKey('prioritized'), hopId(record.id, 1));
  expect(await queue.getJobState(hopId(record.id, 1))).toBe('unknown');
  await reconcile();
  expect(await queue.getJobState(hopId(record.id, 1))).toBe('prioritized');
});
