import { randomUUID } from 'node:crypto';
import { UnrecoverableError, Worker } from 'bullmq';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { findFreePort } from '../../scripts/start/ports.ts';
import { DELIVERIES_QUEUE, hopId, MAINTENANCE_QUEUE, modelQueue } from '../../shared/queues/queue-names.ts';
import { ApiClient } from '../support/api-client.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';
import { ADMIN_KEY } from '../support/system.ts';

const echo = { provider_model: 'sim-echo' };
let system: ProcessSystem;

/** Enqueues a job on a model. */
async function enqueue(model: string, key: string = randomUUID()): Promise<string> {
  const { api, webhook } = system;
  const { status, body } = await api.post({ task: 'chat', model, input: { prompt: key }, webhook }, { key });
  expect(status).toBe(202);
  return body.id;
}

async function expectCompleted(id: string): Promise<void> {
  expect(await expectOneEnd(system, id)).toMatchObject({ status: 'completed' });
}

/** Takes the next hop of a queue as a worker would that belongs to nobody. */
async function takeHop(queue: string) {
  const { redis, keys } = system.installation.store;
  const prefix = keys.queuePrefix(queue);
  const worker = new Worker(queue, null, { connection: redis, prefix, lockDuration: 1_000 });
  const hop = await worker.getNextJob('by-hand');
  await worker.close(true);
  if (!hop) throw new Error(`no hop waits in ${queue}`);
  return hop;
}

/** Jobs that lose their hop before the first worker starts. */
const lostEarly: Record<string, string> = {};

beforeAll(async () => {
  system = await startProcessSystem({
    redisUrl: inject('redisUrl'),
    models: {
      'sim-removed': echo,
      'sim-failed': echo,
      'sim-stalled': echo,
      'sim-drained': echo,
      'sim-obliterated': { ...echo, concurrency: 2 },
      'sim-claimed': echo,
      'sim-delivered': echo,
      'sim-backing-off': { held: true, retry: { attempts: 3, base_ms: 4_000, max_ms: 4_000 } },
    },
  });
  const { queues, store } = system.installation;

  lostEarly.removed = await enqueue('sim-removed');
  await queues.queue(modelQueue('sim-removed')).remove(hopId(lostEarly.removed, 1));

  lostEarly.failed = await enqueue('sim-failed');
  const failing = await takeHop(modelQueue('sim-failed'));
  await failing.moveToFailed(new UnrecoverableError('by hand'), 'by-hand');

  lostEarly.stalled = await enqueue('sim-stalled');
  const stalling = await takeHop(modelQueue('sim-stalled'));
  // As if fifty workers had died of it: BullMQ gives it up.
  await store.redis.hset(queues.queue(modelQueue('sim-stalled')).toKey(stalling.id ?? ''), 'stc', 1_000);

  lostEarly.drained = await enqueue('sim-drained');
  await queues.queue(modelQueue('sim-drained')).drain(true);

  await system.startWorker();
}, 60_000);

afterAll(() => system.stop());

test.concurrent.each(['removed', 'failed', 'stalled', 'drained'])(
  'a job whose hop was %s before any worker had it ends once',
  (how) => expectCompleted(lostEarly[how] ?? ''),
);

/** Sends a request to an api that dies as soon as the job is claimed. Returns the request and its key. */
async function postToDyingApi(prompt: string) {
  const API_PORT = String(await findFreePort('127.0.0.1'));
  const mortal = system.launch('test/support/faults/mortal-api.ts', { API_PORT, DIE_AT: 'after:admit-job' });
  await mortal.ready;
  const request = { task: 'chat', model: 'sim-claimed', input: { prompt }, webhook: system.webhook };
  const client = new ApiClient(`http://127.0.0.1:${API_PORT}`, ADMIN_KEY);
  await expect(client.post(request, { key: prompt })).rejects.toThrow();
  expect((await mortal.ended).signal).toBe('SIGKILL');
  return { request, key: prompt };
}

test.concurrent('an api that dies between claim and hop leaves a job that ends by itself', async () => {
  const { request, key } = await postToDyingApi('alone');
  const [message] = await system.receiver.waitFor(1, ({ body }) => body.data.result?.output === 'alone');
  const id = message?.body.data.id ?? '';
  await expectCompleted(id);
  const replay = await system.api.post(request, { key });
  expect(replay.headers.get('idempotency-replayed')).toBe('true');
  expect(replay).toMatchObject({ status: 202, body: { id, status: 'completed' } });
});

test.concurrent('a client that tries again meets the job that its first api died of', async () => {
  const { request, key } = await postToDyingApi('again');
  const again = await system.api.post(request, { key, wait: 60 });
  expect(again.status).toBe(200);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  await expectCompleted(again.body.id);
});

test.concurrent('a job whose hop is removed while it backs off ends once', async () => {
  const { api, held, installation, webhook } = system;
  const request = { task: 'chat', model: 'sim-backing-off', input: { prompt: 'backing off' }, webhook };
  const { body } = await api.post(request);
  (await held.call('backing off')).refuse(500);
  await untilStatus(body.id, 'queued');
  const queue = installation.queues.queue(modelQueue('sim-backing-off'));
  await vi.waitUntil(async () => (await queue.getJobState(hopId(body.id, 1))) === 'delayed', { interval: 5 });
  expect(await queue.remove(hopId(body.id, 1))).toBe(1);
  (await held.call('backing off', 2)).answer();
  await expectCompleted(body.id);
});

test.concurrent('queues that are obliterated lose neither jobs nor limits nor maintenance', async () => {
  const { queues } = system.installation;
  const queue = queues.queue(modelQueue('sim-obliterated'));
  await queue.pause();
  const ids = await Promise.all(Array.from({ length: 20 }, () => enqueue('sim-obliterated')));
  for (const name of [DELIVERIES_QUEUE, MAINTENANCE_QUEUE]) await queues.queue(name).pause();
  for (const name of [queue.name, DELIVERIES_QUEUE, MAINTENANCE_QUEUE]) {
    await queues.queue(name).obliterate({ force: true });
  }
  for (const id of ids) await expectCompleted(id);
  expect(await queue.getGlobalConcurrency()).toBe(2);
});

test.concurrent('a delivery whose hop is removed is delivered', async () => {
  const { installation } = system;
  const queue = installation.queues.queue(DELIVERIES_QUEUE);
  const { store } = installation;
  const id = await enqueue('sim-delivered');
  await system.api.finished(id);
  const [delivery = ''] = await store.redis.smembers(store.keys.jobDeliveries('default', id));
  await queue.remove(hopId(delivery, 1)).catch(() => 0);
  await expectCompleted(id);
});

/** Waits until a job has a status; hears of every change of it. */
async function untilStatus(id: string, status: string): Promise<void> {
  let etag = '';
  for (;;) {
    const answer = await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=30', 'if-none-match': etag });
    if (answer.body?.status === status) return;
    etag = answer.headers.get('etag') ?? '';
  }
}
