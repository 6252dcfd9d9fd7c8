import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { modelQueue } from '../../../shared/queues/queue-names.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { type System, startSystem } from '../../support/system.ts';

const MODEL = 'sim-slow-1';
let system: System;

beforeAll(async () => {
  const model = simulatedModel({ retry: { attempts: 2, base_ms: 20, max_ms: 20 } });
  system = await startSystem({ redisUrl: inject('redisUrl'), catalog: { models: { [MODEL]: model } } });
});

afterAll(() => system.stop());

/** Enqueues a job, damages what is stored of it before a worker sees it, and returns its end. */
async function damaged(damage: (id: string) => Promise<unknown>) {
  const queue = system.installation.queues.queue(modelQueue(MODEL));
  await queue.pause();
  const { body } = await system.api.post({ task: 'chat', model: MODEL, input: { prompt: randomUUID() } });
  await damage(body.id);
  await queue.resume();
  return system.api.finished(body.id);
}

test('a job whose input cannot be opened fails, and says so', async () => {
  const { redis, keys } = system.installation.store;
  const job = await damaged((id) => redis.set(keys.jobInput('default', id), 'not what was sealed'));
  expect(job).toMatchObject({ status: 'failed', error: { code: 'content_unreadable', retryable: false } });
});

test('a job whose attempts break off by an error of ours fails when they are spent', async () => {
  const { redis, keys } = system.installation.store;
  const job = await damaged((id) => redis.hset(keys.jobJournal('default', id), 'model.0.1', 'damaged'));
  expect(job).toMatchObject({
    status: 'failed',
    attempts: 2,
    error: { code: 'internal', stage: 'call_model', retryable: true },
  });
});

test('a job that cannot be opened does not hide the others', async () => {
  const { redis, keys } = system.installation.store;
  const broken = await damaged((id) => redis.set(keys.jobInput('default', id), 'not what was sealed'));
  const { status, body } = await system.api.get<{ data: { id: string }[] }>('/v1/jobs?limit=100');
  expect(status).toBe(200);
  expect(body.data.map(({ id }) => id)).toContain(broken.id);
});
