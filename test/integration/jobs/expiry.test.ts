import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout, callWhere } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

/** How much later than its time a job may end, where the reconciler has to find it. */
const PATIENCE_MS = 3_500;

let system: System;
const receiver = new Receiver();
let address: string;

beforeAll(async () => {
  address = await receiver.start();
  const slow = { attempts: 3, base_ms: 60_000, max_ms: 60_000 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'sim-hang': simulatedModel({ concurrency: 1 }),
        'sim-status-*': simulatedModel({ retry: slow }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

function post(prompt: string, more: Record<string, unknown> = {}, wait?: number) {
  const webhook = { url: address, secret: receiver.secret };
  return system.api.post({ task: 'chat', input: { prompt }, webhook, ...more }, { wait });
}

test('a job lives a week unless it says otherwise, and a year at most', async () => {
  const { body } = await post('a week');
  expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(604_800_000);
  const year = await post('a year', { expires_in_seconds: 31_536_000 });
  expect(year.status).toBe(202);
  for (const seconds of [0, -1, 1.5, 31_536_001, '60', null]) {
    const answer = await post('no', { expires_in_seconds: seconds });
    expect(expectProblemAnswer(answer, 400, 'invalid_request').detail).toContain('expires_in_seconds');
  }
});

test('time that runs out ends a running job, aborts its call, and a waiting one, and tells their webhooks', async () => {
  // It holds the only slot for longer than the other has.
  const running = await post('running', { model: 'sim-hang', expires_in_seconds: 4 });
  await callWhere(system.simulator, 'running');
  const waiting = await post('waiting', { model: 'sim-hang', expires_in_seconds: 1 });
  for (const [{ body }, prompt] of [
    [running, 'running'],
    [waiting, 'waiting'],
  ] as const) {
    const job = await system.api.finished(body.id);
    expect(job).toMatchObject({
      status: 'expired',
      result: null,
      error: { code: 'expired', retryable: true },
    });
    const late = Date.parse(job.finished_at ?? '') - Date.parse(job.expires_at);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(PATIENCE_MS);
    const [message] = await receiver.waitFor(1, ({ body: { data } }) => data.id === body.id);
    expect(message && receiver.verify(message), prompt).toMatchObject({ type: 'job.expired', data: job });
  }
  await callWhere(system.simulator, 'running', ({ aborted }) => aborted);
  expect(await callsAbout(system.simulator, 'waiting')).toEqual([]);
});

test('time runs out while a job backs off, too', async () => {
  const { body } = await post('backing off', { model: 'sim-status-503', expires_in_seconds: 1 });
  const job = await system.api.finished(body.id);
  expect(job).toMatchObject({ status: 'expired', attempts: 1 });
});

test('a reader never sees a job alive after its time, even without a worker to end it', async () => {
  const alone = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  const request = { task: 'chat', input: { prompt: 'alone' }, expires_in_seconds: 1 };
  const { body } = await alone.api.post(request, { wait: 2 });
  expect(body.status).toBe('expired');
  const again = await alone.api.get(`/v1/jobs/${body.id}`, { prefer: 'wait=5' });
  expect(again.body).toEqual(body);
  await alone.stop();
});

test('an expired job whose hop comes to a worker after all makes no call', async () => {
  const alone = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  const request = { task: 'chat', input: { prompt: 'too late' }, expires_in_seconds: 1 };
  const { body } = await alone.api.post(request);
  await expect.poll(() => Date.now() > Date.parse(body.expires_at), { timeout: 3_000 }).toBe(true);
  const { simulator, env } = alone;
  const late = await startSystem({
    redisUrl: inject('redisUrl'),
    keyPrefix: env.KEY_PREFIX,
    env: { SIMULATOR_URL: `${simulator.url}/v1` },
  });
  // The timeline shows the job as it is; reading the job itself would end it.
  const last = async () => {
    const timeline = await late.api.get<{ data: { status: string }[] }>(`/v1/jobs/${body.id}/timeline`);
    return timeline.body.data.at(-1)?.status;
  };
  await expect.poll(last, { timeout: 10_000 }).toBe('expired');
  expect(await callsAbout(simulator, 'too late')).toEqual([]);
  await late.stop();
  await alone.stop();
});
