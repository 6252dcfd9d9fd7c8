import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { whenLimited } from '../../support/limits.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  const slow = { attempts: 3, base_ms: 60_000, max_ms: 60_000 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        single: simulatedModel({ base_url, concurrency: 1 }),
        patient: simulatedModel({ base_url, retry: slow }),
        telling: simulatedModel({ base_url }),
        paused: simulatedModel({ base_url }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

async function post(name: string): Promise<string> {
  const { body } = await system.api.post({ task: 'chat', model: name, input: { prompt: 'hello' } });
  return body.id;
}
const read = async (id: string) => (await system.api.get(`/v1/jobs/${id}`)).body;
const cancel = (id: string) => system.api.request('POST', `/v1/jobs/${id}/cancel`);

test('a job behind others on a busy model waits for its concurrency', async () => {
  const first = await post('single');
  const call = await model.next();
  const second = await post('single');
  expect(await read(second)).toMatchObject({
    status: 'queued',
    waiting_for: ['model_concurrency'],
    estimated_start_at: null,
  });
  expect(await read(first)).not.toHaveProperty('waiting_for');
  call.end();
  (await model.next()).end();
  expect(await system.api.finished(second)).not.toHaveProperty('waiting_for');
});

test('a job behind others on a model whose pace is known is told when its turn comes', async () => {
  await post('single');
  const call = await model.next();
  await post('single');
  const last = await post('single');
  // The pace was measured on the jobs before these; it takes the api a moment to hear of it.
  await expect.poll(async () => (await read(last)).estimated_start_at, { timeout: 10_000 }).not.toBeNull();
  const { created_at, estimated_start_at, waiting_for } = await read(last);
  expect(waiting_for).toEqual(['model_concurrency']);
  expect(Date.parse(estimated_start_at ?? '')).toBeGreaterThan(Date.parse(created_at));
  call.end();
  (await model.next()).end();
  (await model.next()).end();
  await system.api.finished(last);
});

test('a job that backs off says until when', async () => {
  const id = await post('patient');
  const { headers } = await system.api.get(`/v1/jobs/${id}`);
  (await model.next()).fail(503);
  let answer = await system.api.get(`/v1/jobs/${id}`, {
    prefer: 'wait=10',
    'if-none-match': headers.get('etag') ?? '',
  });
  while (answer.body.status !== 'queued') {
    const known = answer.headers.get('etag') ?? '';
    answer = await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=10', 'if-none-match': known });
  }
  expect(answer.body.waiting_for).toEqual(['backoff']);
  const wait = Date.parse(answer.body.estimated_start_at ?? '') - Date.now();
  expect(wait).toBeGreaterThan(25_000);
  expect(wait).toBeLessThan(60_001);
  await cancel(id);
});

test('a job whose model has told it to wait waits for the rate of that, and so do all behind it', async () => {
  const first = await post('telling');
  (await model.next()).fail(429, { 'retry-after': '30' });
  await expect.poll(async () => (await read(first)).waiting_for, { timeout: 20_000 }).toEqual(['model_rate']);
  const second = await post('telling');
  for (const id of [first, second]) {
    const { waiting_for, estimated_start_at } = await read(id);
    expect(waiting_for).toEqual(['model_rate']);
    const wait = Date.parse(estimated_start_at ?? '') - Date.now();
    expect(wait).toBeGreaterThan(10_000);
    expect(wait).toBeLessThan(30_001);
    await cancel(id);
  }
});

test('a job on a queue that an operator has paused waits for that', async () => {
  const queue = system.installation.queues.queue('model.paused');
  await queue.pause();
  const id = await post('paused');
  expect(await read(id)).toMatchObject({ waiting_for: ['queue_paused'], estimated_start_at: null });
  await queue.resume();
  (await model.next()).end();
  await system.api.finished(id);
});

test('a job that its tenant’s limits have no room for waits for these, and says when it looks again', async () => {
  const { api } = await newTenant(system.api, { limits: { concurrency: 1 } });
  const ask = { task: 'chat', model: 'patient', input: { prompt: 'hello' } };
  const first = (await api.post(ask)).body.id;
  const call = await model.next();
  const second = (await api.post(ask)).body.id;
  const [job] = await whenLimited(api, [second]);
  expect(Date.parse(job?.estimated_start_at ?? '')).toBeGreaterThan(Date.now() - 1_000);
  expect(job?.waiting_for).toEqual(['tenant_limit']);
  call.end();
  (await model.next()).end();
  for (const id of [first, second]) expect(await api.finished(id)).not.toHaveProperty('waiting_for');
});

test('a job that nothing but a worker could start waits for one', async () => {
  const alone = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  const { body } = await alone.api.post({ task: 'chat', input: { prompt: 'hello' } });
  const answer = await alone.api.get(`/v1/jobs/${body.id}`);
  expect(answer.body).toMatchObject({ waiting_for: ['worker'], estimated_start_at: null });
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  await alone.stop();
});
