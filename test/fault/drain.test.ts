import { expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { PrivateRedis } from '../support/faults/private-redis.ts';
import { withProcesses } from '../support/faults/with-processes.ts';

const models = { 'sim-held': { held: true, concurrency: 4 } };
const EXITED_WELL = { code: 0, signal: null };

test.concurrent('a worker that is told to stop ends what runs and takes nothing new', () =>
  withProcesses({ redisUrl: inject('redisUrl'), models }, async (system) => {
    const { api, held, webhook } = system;
    const worker = await system.startWorker({ LOG_LEVEL: 'info' });
    const running = await api.post({ task: 'chat', input: { prompt: 'running' }, webhook });
    const call = await held.call('running');
    worker.signal('SIGTERM');
    await worker.printed('stopping');
    const waiting = await api.post({ task: 'chat', input: { prompt: 'waiting' }, webhook });
    call.answer();
    expect(await worker.ended).toEqual(EXITED_WELL);
    expect(await api.finished(running.body.id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(held.callsOf('waiting')).toHaveLength(0);

    await system.startWorker();
    await expectOneEnd(system, running.body.id);
    (await held.call('waiting')).answer();
    expect(await expectOneEnd(system, waiting.body.id)).toMatchObject({ status: 'completed', attempts: 1 });
  }));

test.concurrent('what outlasts the drain is aborted, given back and finished by another worker at once', () =>
  withProcesses({ redisUrl: inject('redisUrl'), models }, async (system) => {
    const { api, held, webhook } = system;
    const worker = await system.startWorker({ DRAIN_SECONDS: '1' });
    const jobs = ['a', 'b', 'c'];
    const posted = await Promise.all(
      jobs.map((prompt) => api.post({ task: 'chat', input: { prompt }, webhook })),
    );
    const calls = await Promise.all(jobs.map((prompt) => held.call(prompt)));
    await system.startWorker();
    const told = Date.now();
    worker.signal('SIGTERM');
    for (const call of calls) {
      const { how, at } = await call.ended;
      expect(how).toBe('aborted');
      expect(at - told).toBeGreaterThanOrEqual(900);
    }
    const again = await Promise.all(jobs.map((prompt) => held.call(prompt, 2)));
    for (const { startedAt } of again) expect(startedAt - told).toBeLessThan(5_000);
    for (const call of again) call.answer();
    expect(await worker.ended).toEqual(EXITED_WELL);
    for (const { body } of posted) {
      expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed', attempts: 1 });
    }
  }));

test.concurrent('processes that are told to stop while Redis is away still end in time', async () => {
  const redis = await PrivateRedis.start();
  await withProcesses({ redisUrl: redis.url, models }, async (system) => {
    const { api, held, webhook } = system;
    const worker = await system.startWorker({ DRAIN_SECONDS: '1' });
    await api.post({ task: 'chat', input: { prompt: 'cut off' }, webhook });
    const call = await held.call('cut off');
    redis.freeze();
    const told = Date.now();
    const ended = Promise.all([worker.stop(), system.apiProcess.stop()]);
    expect((await call.ended).how).toBe('aborted');
    expect(await ended).toEqual([EXITED_WELL, EXITED_WELL]);
    expect(Date.now() - told).toBeLessThan(15_000);
    redis.thaw();
  }).finally(() => redis.destroy());
});
