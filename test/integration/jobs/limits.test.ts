import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { readCalls } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: {
        'sim-slow-*': simulatedModel({ concurrency: 5 }),
        'sim-echo': simulatedModel({ requests_per_minute: 10 }),
        'reasked-once': simulatedModel({ provider_model: 'sim-bad-json-shape-1', requests_per_minute: 1 }),
        reasked: simulatedModel({ provider_model: 'sim-bad-json-shape-2', requests_per_minute: 100 }),
        scripted: simulatedModel({ base_url, concurrency: 20 }),
        single: simulatedModel({ base_url, concurrency: 1 }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

/** Posts jobs and returns their ids. */
async function post(count: number, name: string, more: Record<string, unknown> = {}): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      system.api.post({ task: 'chat', model: name, input: { prompt: `${name} ${i}` }, ...more }),
    ),
  );
  return answers.map(({ body }) => body.id);
}

async function finished(ids: readonly string[]) {
  return Promise.all(ids.map((id) => system.api.finished(id)));
}

test('over 500 jobs and two workers, a model never has more calls at once than it may', async () => {
  const jobs = await finished(await post(500, 'sim-slow-10'));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
  const { max_in_flight_by_model, total_by_model } = await readCalls(system.simulator);
  expect(max_in_flight_by_model['sim-slow-10']).toBe(5);
  expect(total_by_model['sim-slow-10']).toBe(500);
});

test('a family shares one limit among its members', async () => {
  const ids = await Promise.all([post(20, 'sim-slow-21'), post(20, 'sim-slow-22')]);
  await finished(ids.flat());
  const { max_in_flight_by_model: most } = await readCalls(system.simulator);
  expect((most['sim-slow-21'] ?? 0) + (most['sim-slow-22'] ?? 0)).toBeLessThanOrEqual(10);
  expect(Math.max(most['sim-slow-21'] ?? 0, most['sim-slow-22'] ?? 0)).toBeLessThanOrEqual(5);
});

test('requests per minute hold over all workers; what is over waits and says so', async () => {
  const ids = await post(14, 'sim-echo');
  const statuses = async () => {
    const jobs = await Promise.all(ids.map((id) => system.api.get(`/v1/jobs/${id}`)));
    return jobs.map(({ body }) => body);
  };
  await expect
    .poll(async () => (await statuses()).filter(({ status }) => status === 'completed').length)
    .toBe(10);
  const waiting = (await statuses()).filter(({ status }) => status === 'queued');
  expect(waiting).toHaveLength(4);
  for (const job of waiting) {
    expect(job.waiting_for).toEqual(['model_rate']);
    expect(Date.parse(job.estimated_start_at ?? '')).toBeGreaterThan(Date.now() - 1_000);
    expect(Date.parse(job.estimated_start_at ?? '')).toBeLessThan(Date.now() + 61_000);
  }
  expect((await readCalls(system.simulator)).total_by_model['sim-echo']).toBe(10);
  await Promise.all(ids.map((id) => system.api.request('POST', `/v1/jobs/${id}/cancel`)));
});

describe('an output that is asked for again under requests per minute', () => {
  const ask = async (name: string) => {
    const { body } = await system.api.post({ task: 'support-triage', model: name, input: { ticket: name } });
    return body.id;
  };
  const timeline = async (id: string) => {
    const { body } = await system.api.get<{ data: { status: string; code?: string }[] }>(
      `/v1/jobs/${id}/timeline`,
    );
    return body.data.map(({ status, code }) => [status, code ?? null].join(' ').trim());
  };

  test('waits for its turn, without its place among the calls at once', async () => {
    const id = await ask('reasked-once');
    await expect.poll(async () => (await timeline(id)).at(-1)).toBe('queued model_rate');
    const { body } = await system.api.get(`/v1/jobs/${id}`);
    expect(body).toMatchObject({ status: 'queued', attempts: 0, waiting_for: ['model_rate'] });
    expect((await readCalls(system.simulator)).total_by_model['sim-bad-json-shape-1']).toBe(1);
    await system.api.request('POST', `/v1/jobs/${id}/cancel`);
  });

  test('counts as the attempt it belongs to', async () => {
    const id = await ask('reasked');
    expect(await system.api.finished(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await readCalls(system.simulator)).total_by_model['sim-bad-json-shape-2']).toBe(3);
    expect(await timeline(id)).toEqual(['queued', 'running', 'completed']);
  });
});

describe('a model that limits its callers', () => {
  test('slows its queue; no job fails, no attempt is lost', async () => {
    const jobs = await finished(await post(60, 'sim-rate-limited-30'));
    for (const job of jobs) expect(job).toMatchObject({ status: 'completed', attempts: 1 });
    const { data } = await readCalls(system.simulator);
    const calls = data.filter((call) => call.model === 'sim-rate-limited-30');
    expect(calls.filter(({ status }) => status === 200)).toHaveLength(60);
    // It says how much is left, and whoever hears that it is nothing makes all wait.
    expect(calls.length).toBeLessThan(120);
  });

  test('and says how long: an otherwise idle queue rests no longer', async () => {
    const [id] = await post(1, 'scripted');
    (await model.next()).fail(429, { 'retry-after': '1' });
    const told = Date.now();
    const call = await model.next();
    expect(Date.now() - told).toBeGreaterThanOrEqual(950);
    expect(Date.now() - told).toBeLessThan(2_000);
    call.end();
    expect(await system.api.finished(id ?? '')).toMatchObject({ status: 'completed', attempts: 1 });
  });

  test('over and over leaves one line of it in the timeline', async () => {
    const [id = ''] = await post(1, 'scripted');
    for (let i = 0; i < 8; i++) (await model.next()).fail(429, { 'retry-after-ms': '5' });
    const call = await model.next();
    const before = await system.api.get<{ data: { status: string }[] }>(`/v1/jobs/${id}/timeline`);
    expect(before.body.data.map(({ status }) => status)).toEqual(['queued', 'running', 'queued']);
    call.write('an answer');
    call.end();
    expect(await system.api.finished(id)).toMatchObject({ status: 'completed', attempts: 1 });
    const { body } = await system.api.get<{ data: { status: string }[] }>(`/v1/jobs/${id}/timeline`);
    const statuses = body.data.map(({ status }) => status);
    expect(statuses).toEqual(['queued', 'running', 'queued', 'running', 'completed']);
    const events = await (
      await fetch(`${system.url}/v1/jobs/${id}/events`, {
        headers: { authorization: system.api.authorization },
      })
    ).text();
    expect([...events.matchAll(/^event: (.*)$/gm)].map(([, name]) => name)).toEqual([
      'job.queued',
      'job.running',
      'job.queued',
      'job.running',
      'output.delta',
      'job.completed',
    ]);
  });

  test('and says how long: until then its whole queue rests', async () => {
    const [first] = await post(1, 'scripted');
    (await model.next()).fail(429, { 'retry-after': '1' });
    const told = Date.now();
    const refused = await system.api.get(`/v1/jobs/${first}`, { prefer: 'wait=0' });
    expect(refused.body.error).toBeNull();
    const [second] = await post(1, 'scripted');
    const calls = [await model.next(), await model.next()];
    expect(Date.now() - told).toBeGreaterThanOrEqual(950);
    for (const call of calls) call.end();
    const jobs = await finished([first ?? '', second ?? '']);
    for (const job of jobs) expect(job).toMatchObject({ status: 'completed', attempts: 1 });
  });
});

test('interactive jobs go before standard ones, and these before batch', async () => {
  const [blocker] = await post(1, 'single');
  const blocking = await model.next();
  const order = ['batch', 'standard', 'interactive', 'batch', 'interactive', 'standard'];
  const ids = [];
  for (const priority of order)
    ids.push(...(await post(1, 'single', { priority, input: { prompt: priority } })));
  blocking.end();
  const served: string[] = [];
  for (const _ of order) {
    const call = await model.next();
    served.push(call.body.messages.at(-1)?.content ?? '');
    call.end();
  }
  await finished([blocker ?? '', ...ids]);
  expect(served).toEqual(['interactive', 'interactive', 'standard', 'standard', 'batch', 'batch']);
});
