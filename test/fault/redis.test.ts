import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ApiAnswer } from '../support/api-client.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { startLoad } from '../support/faults/load.ts';
import { readModelCalls } from '../support/faults/model-calls.ts';
import { PrivateRedis } from '../support/faults/private-redis.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';

const models = { 'sim-slow-100': { concurrency: 20 }, 'sim-held': { held: true, concurrency: 1 } };

async function withRedis(run: (system: ProcessSystem, redis: PrivateRedis) => Promise<void>): Promise<void> {
  const redis = await PrivateRedis.start();
  try {
    await withProcesses({ redisUrl: redis.url, models }, (system) => run(system, redis));
  } finally {
    await redis.destroy();
  }
}

function expectUnavailable({ status, headers, body }: ApiAnswer<unknown>): void {
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(status).toBe(503);
  expect(body).toMatchObject({ code: 'unavailable', retryable: true });
}

test.concurrent('jobs outlive a restart of Redis under load', () =>
  withRedis(async (system, redis) => {
    await Promise.all([system.startWorker(), system.startWorker()]);
    const load = startLoad(system, 'sim-slow-100', 200, 50);
    await load.reached(100);
    await redis.end('SIGTERM');
    await redis.start();
    await load.done;
    expect(load.surprises).toEqual([]);
    for (const { id, prompt } of load.accepted) {
      expect(await expectOneEnd(system, id)).toMatchObject({
        status: 'completed',
        result: { output: prompt },
      });
    }
  }));

// The append-only file is synced every second: what is younger than that may be lost with the machine.
test.concurrent('jobs outlive the death of Redis under load, and the system goes on', () =>
  withRedis(async (system, redis) => {
    await Promise.all([system.startWorker(), system.startWorker()]);
    const load = startLoad(system, 'sim-slow-100', 200, 50);
    await load.reached(120);
    const killedAt = Date.now();
    await redis.end('SIGKILL');
    await redis.start();
    await load.done;
    expect(load.surprises).toEqual([]);
    const promised = load.accepted.filter(
      ({ acceptedAt }) => acceptedAt < killedAt - 1_500 || acceptedAt > killedAt,
    );
    expect(promised.length).toBeGreaterThan(100);
    for (const { id } of promised) {
      expect(await system.api.finished(id)).toMatchObject({ status: 'completed' });
      await system.receiver.waitFor(1, ({ body }) => body.data.id === id);
    }
  }));

test.concurrent('a Redis frozen for 20 s costs time and nothing else', () =>
  withRedis(async (system, redis) => {
    const { api, held, webhook } = system;
    await Promise.all([system.startWorker(), system.startWorker()]);
    const post = (prompt: string) =>
      api.post({ task: 'chat', model: 'sim-held', input: { prompt }, webhook });
    const inFlight = await post('in flight');
    const call = await held.call('in flight');
    const waiting = await post('waiting');
    const load = startLoad(system, 'sim-slow-100', 300, 50);
    await load.reached(50);

    const frozenAt = Date.now();
    redis.freeze();
    // The fault is the length of the freeze: longer than any lock.
    const over = delay(20_000);
    const asked = Date.now();
    const job = `/v1/jobs/${waiting.body.id}`;
    await Promise.all([
      fetch(`${api.url}/readyz`).then(async (ready) => {
        expect(ready.status).toBe(503);
        expect(await ready.json()).toMatchObject({ checks: { redis: 'does not answer' } });
        expect(Date.now() - asked).toBeLessThan(4_000);
      }),
      api.get(job).then(expectUnavailable),
      api.get(job, { prefer: 'wait=1' }).then(expectUnavailable),
      api.get('/metrics').then(expectUnavailable),
    ]);
    expect(Date.now() - asked).toBeLessThan(8_000);
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    const { how, at } = await call.ended;
    expect(how).toBe('aborted');
    expect(at - frozenAt).toBeLessThan(15_000);
    await over;

    redis.thaw();
    const thawedAt = Date.now();
    const { status } = await api.get(`/v1/jobs/${waiting.body.id}`);
    expect(status).toBe(200);
    await vi.waitUntil(async () => (await fetch(`${api.url}/readyz`)).ok, { interval: 100, timeout: 5_000 });
    expect(Date.now() - thawedAt).toBeLessThan(5_000);
    const next = await Promise.race([held.call('in flight', 2), held.call('waiting')]);
    // Locks have run out: it takes one look for hops without one (every 5 s) until they are taken again.
    expect(next.startedAt - thawedAt).toBeLessThan(12_000);
    next.answer();
    for (const prompt of ['in flight', 'waiting']) {
      const last = await held.call(prompt, prompt === 'in flight' ? 2 : 1);
      last.answer();
    }
    for (const { body } of [inFlight, waiting]) {
      expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed' });
    }
    expect(held.maxInFlight).toBe(1);
    await load.done;
    expect(load.surprises).toEqual([]);
    for (const { id } of load.accepted) {
      expect(await expectOneEnd(system, id)).toMatchObject({ status: 'completed' });
    }
    expect((await readModelCalls(system.simulator)).maxInFlight).toBeLessThanOrEqual(20);
  }));
