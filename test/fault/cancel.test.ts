import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';
import { hopId, modelQueue } from '../../shared/queues/queue-names.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { PrivateRedis } from '../support/faults/private-redis.ts';
import { RedisProxy } from '../support/faults/redis-proxy.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';

const models = { 'sim-held': { held: true, concurrency: 20 } };
/** What the API promises between the request to cancel and the end of the model's call. */
const PROMISED_MS = 1_000;

async function startJob(system: ProcessSystem, prompt: string) {
  const { body } = await system.api.post({ task: 'chat', input: { prompt }, webhook: system.webhook });
  return { id: body.id, call: await system.held.call(prompt) };
}

/** The worker that runs a job, as BullMQ names it in the lock of the hop. */
async function workerOf({ installation }: ProcessSystem, id: string): Promise<string> {
  const queue = installation.queues.queue(modelQueue('sim-held'));
  const token = await installation.store.redis.get(queue.toKey(`${hopId(id, 1)}:lock`));
  return token?.split(':')[0] ?? '';
}

/** Cancels a job; returns how long its call went on, in ms. */
async function cancel(system: ProcessSystem, job: Awaited<ReturnType<typeof startJob>>): Promise<number> {
  const asked = Date.now();
  const { status, body } = await system.api.request('POST', `/v1/jobs/${job.id}/cancel`);
  expect({ status, job: body.status }).toEqual({ status: 200, job: 'cancelled' });
  const { how, at } = await job.call.ended;
  expect(how).toBe('aborted');
  expect(await expectOneEnd(system, job.id)).toMatchObject({ status: 'cancelled' });
  return at - asked;
}

test.concurrent('cancelling aborts the call within a second, whichever worker makes it', () =>
  withProcesses({ redisUrl: inject('redisUrl'), models }, async (system) => {
    await Promise.all([system.startWorker(), system.startWorker()]);
    const prompts = Array.from({ length: 12 }, (_, i) => `prompt ${i}`);
    const jobs = await Promise.all(prompts.map((prompt) => startJob(system, prompt)));
    const workers = await Promise.all(jobs.map(({ id }) => workerOf(system, id)));
    expect(new Set(workers).size).toBe(2);
    for (const job of jobs) expect(await cancel(system, job)).toBeLessThan(PROMISED_MS);
  }));

test.concurrent('a cancellation that is told while the worker hears nothing is found on its return', async () => {
  const redis = await PrivateRedis.start();
  await withProcesses({ redisUrl: redis.url, models }, async (system) => {
    await system.startWorker();
    const job = await startJob(system, 'unheard');
    const admin = new Redis(redis.url);
    const clients = String(await admin.client('LIST'));
    const listener = /id=(\d+) .*name=ael:worker-aborts:subscriber/.exec(clients)?.[1] ?? '';
    expect(await admin.client('KILL', 'ID', listener)).toBe(1);
    admin.disconnect();
    expect(await cancel(system, job)).toBeLessThan(PROMISED_MS);
  }).finally(() => redis.destroy());
});

// Nothing tells a process that its connection is half-open. It asks whether its attempts still own their jobs
// each time their locks are renewed: that bounds the delay.
test.concurrent('a cancellation is found although the worker’s connection for it is half-open', async () => {
  const proxy = new RedisProxy(Number(new URL(inject('redisUrl')).port));
  const REDIS_URL = await proxy.start();
  await withProcesses({ redisUrl: inject('redisUrl'), models }, async (system) => {
    await system.startWorker({ REDIS_URL });
    const job = await startJob(system, 'half-open');
    expect(proxy.darken('ael:worker-aborts:subscriber')).toBe(1);
    expect(await cancel(system, job)).toBeLessThan(10_000);
  }).finally(() => proxy.stop());
});
