import { expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { RedisProxy } from '../support/faults/redis-proxy.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';

const models = { 'sim-held': { held: true, concurrency: 2 } };

/** Runs a test against a worker whose connections to Redis can be cut without being closed. */
async function withProxy(run: (system: ProcessSystem, proxy: RedisProxy) => Promise<void>): Promise<void> {
  const redisUrl = inject('redisUrl');
  const proxy = new RedisProxy(Number(new URL(redisUrl).port));
  const REDIS_URL = await proxy.start();
  await withProcesses({ redisUrl, models }, async (system) => {
    await system.startWorker({ REDIS_URL });
    await run(system, proxy);
  }).finally(() => proxy.stop());
}

/** Posts a job and returns how long it took until its model was called, in ms. */
async function timeToCall({ api, held, webhook }: ProcessSystem, prompt: string): Promise<number> {
  const posted = Date.now();
  await api.post({ task: 'chat', input: { prompt }, webhook });
  const call = await held.call(prompt);
  call.answer();
  return call.startedAt - posted;
}

test.concurrent('a worker goes on when the connections it waits on are half-open', () =>
  withProxy(async (system, proxy) => {
    await timeToCall(system, 'before');
    expect(proxy.darken('bzpopmin')).toBeGreaterThan(0);
    expect(await timeToCall(system, 'after')).toBeLessThan(12_000);
  }));

test.concurrent('a worker goes on by itself when all its connections have been half-open', () =>
  withProxy(async (system, proxy) => {
    const { api, held, webhook } = system;
    const { body } = await api.post({ task: 'chat', input: { prompt: 'in flight' }, webhook });
    const call = await held.call('in flight');
    const cutAt = Date.now();
    proxy.darkenAll();
    const { how, at } = await call.ended;
    expect(how).toBe('aborted');
    expect(at - cutAt).toBeLessThan(15_000);
    // What was half-open stays so; what is new gets through.
    proxy.heal();
    (await held.call('in flight', 2)).answer();
    expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed' });
    expect(Date.now() - cutAt).toBeLessThan(45_000);
    expect(await timeToCall(system, 'after')).toBeLessThan(5_000);
  }));

test.concurrent('who waits for a job hears of its end although the api’s subscription is half-open', async () => {
  const REDIS_URL = inject('redisUrl');
  const proxy = new RedisProxy(Number(new URL(REDIS_URL).port));
  await withProcesses({ redisUrl: await proxy.start(), models }, async (system) => {
    const { api, held } = system;
    await system.startWorker({ REDIS_URL });
    const { body } = await api.post({ task: 'chat', input: { prompt: 'awaited' } });
    const call = await held.call('awaited');
    await api.get(`/v1/jobs/${body.id}`, { prefer: 'wait=0' });
    expect(proxy.darken('subscribe')).toBeGreaterThan(0);
    const cutAt = Date.now();
    const waiting = api.get(`/v1/jobs/${body.id}`, { prefer: 'wait=60' });
    call.answer();
    expect((await waiting).body.status).toBe('completed');
    expect(Date.now() - cutAt).toBeLessThan(35_000);
  }).finally(() => proxy.stop());
});
