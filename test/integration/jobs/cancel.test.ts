import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { cancelJob } from '../../../shared/lifecycle/cancel-job.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout, callWhere } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
const receiver = new Receiver();
let address: string;

beforeAll(async () => {
  address = await receiver.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: { models: { 'sim-hang': simulatedModel({ concurrency: 4 }) } },
  });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

async function post(prompt: string, more: Record<string, unknown> = {}): Promise<string> {
  const webhook = { url: address, secret: receiver.secret };
  const answer = await system.api.post({ task: 'chat', input: { prompt }, webhook, ...more });
  return answer.body.id;
}
const cancel = (id: string) => system.api.request('POST', `/v1/jobs/${id}/cancel`);

test('a waiting job ends at once, without a call, and its hop is gone', async () => {
  const busy = await Promise.all(
    Array.from({ length: 4 }, (_, i) => post(`busy ${i}`, { model: 'sim-hang' })),
  );
  for (let i = 0; i < 4; i++) await callWhere(system.simulator, `busy ${i}`);
  const id = await post('never to be called', { model: 'sim-hang' });
  const { status, body } = await cancel(id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'cancelled',
    started_at: null,
    finished_at: expect.stringMatching(/Z$/),
    error: { code: 'cancelled', retryable: false },
    attempts: 0,
    cost_micro_usd: 0,
  });
  const queue = system.installation.queues.queue('model.sim-hang');
  expect(await queue.getJob(`${id}-1`)).toBeUndefined();
  await Promise.all(busy.map(cancel));
  const [message] = await receiver.waitFor(1, ({ body: { data } }) => data.id === id);
  expect(message && receiver.verify(message)).toMatchObject({ type: 'job.cancelled', data: body });
  expect(await callsAbout(system.simulator, 'never to be called')).toEqual([]);
});

test('a running job has its model call aborted within a second, whichever worker runs it', async () => {
  const running = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const prompt = `running ${i}.`;
      const id = await post(prompt, { model: 'sim-hang' });
      await callWhere(system.simulator, prompt, ({ finished_at }) => finished_at === null);
      return { id, prompt };
    }),
  );
  for (const { id, prompt } of running) {
    const asked = Date.now();
    const { body } = await cancel(id);
    expect(body).toMatchObject({ status: 'cancelled', attempts: 1 });
    const call = await callWhere(system.simulator, prompt, ({ aborted }) => aborted);
    expect(Date.parse(call.finished_at ?? '') - asked).toBeLessThan(1_000);
  }
  const entries = await system.api.get<{ data: { status: string; actor?: string }[] }>(
    `/v1/jobs/${running[0]?.id}/timeline`,
  );
  expect(entries.body.data.map(({ status }) => status)).toEqual(['queued', 'running', 'cancelled']);
  expect(entries.body.data.at(-1)?.actor).toMatch(/^key:key_/);
});

test('a running job is aborted even when its webhook cannot be queued', async () => {
  const prompt = 'without a queue';
  const id = await post(prompt, { model: 'sim-hang' });
  await callWhere(system.simulator, prompt);
  const queues = Object.create(system.installation.queues, {
    addDeliveryHop: { value: () => Promise.reject(new Error('no queue')) },
  });
  const asked = Date.now();
  await expect(cancelJob({ ...system.installation, queues }, 'default', id, 'key:test')).rejects.toThrow();
  const call = await callWhere(system.simulator, prompt, ({ aborted }) => aborted);
  expect(Date.parse(call.finished_at ?? '') - asked).toBeLessThan(1_000);
});

describe('cancelling', () => {
  test('again tells the workers again', async () => {
    const { connect, store } = system.installation;
    const subscriber = connect('subscriber', 'test');
    const heard: string[] = [];
    subscriber.on('message', (_channel, message) => heard.push(message));
    await subscriber.subscribe(store.keys.aborts());
    const id = await post('told twice', { model: 'sim-hang' });
    await callWhere(system.simulator, 'told twice');
    await cancel(id);
    await cancel(id);
    await expect.poll(() => heard.filter((message) => message === `default ${id}`)).toHaveLength(2);
    subscriber.disconnect();
  });

  test('again answers the same', async () => {
    const id = await post('again', { model: 'sim-hang' });
    const first = await cancel(id);
    const second = await cancel(id);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    await receiver.waitFor(1, ({ body: { data } }) => data.id === id);
  });

  test('from many sides at once ends the job once', async () => {
    const id = await post('many', { model: 'sim-hang' });
    await callWhere(system.simulator, 'many');
    const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await system.api.get<{ data: { status: string }[] }>(`/v1/jobs/${id}/timeline`);
    expect(body.data.filter(({ status }) => status === 'cancelled')).toHaveLength(1);
  });

  test.each([
    ['completed', {}],
    ['failed', { model: 'sim-status-400' }],
    ['refused', { model: 'sim-refuse' }],
  ])('a %s job is too late', async (status, more) => {
    const id = await post('too late', more);
    const before = await system.api.finished(id);
    expect(before.status).toBe(status);
    expect(expectProblemAnswer(await cancel(id), 409, 'job_final').detail).toContain(status);
    expect((await system.api.get(`/v1/jobs/${id}`)).body).toEqual(before);
  });
});
