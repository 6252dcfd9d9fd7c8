import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout, setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  const retry = { attempts: 3, base_ms: 10, max_ms: 50 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        scripted: simulatedModel({ base_url, retry }),
        closed: simulatedModel({ base_url: 'http://127.0.0.1:1/v1', retry }),
        'sim-echo': simulatedModel({ retry }),
        'sim-status-*': simulatedModel({ retry }),
        'sim-flaky-*': simulatedModel({ retry: { ...retry, attempts: 20 } }),
        'sim-broken-stream-*': simulatedModel({ retry }),
        'sim-hang': simulatedModel({ retry: { ...retry, attempts: 2 }, timeout_seconds: 0.3 }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

describe('an error that may pass is tried again until the attempts are spent', () => {
  test.each([500, 502, 503, 529, 409])('%i', async (status) => {
    await setFault(system.simulator, { model: 'sim-echo', status, count: 2 });
    const job = await system.api.chat('sim-echo', `passes ${status}`);
    expect(job).toMatchObject({ status: 'completed', attempts: 3, error: null });
    const calls = await callsAbout(system.simulator, `passes ${status}`);
    expect(calls.map((call) => call.status)).toEqual([status, status, 200]);

    const spent = await system.api.chat(`sim-status-${status}`, `stays ${status}`);
    expect(spent).toMatchObject({
      status: 'failed',
      attempts: 3,
      result: null,
      error: { code: 'model_unavailable', retryable: true, stage: 'call_model' },
    });
    expect(spent.error?.message).toContain(String(status));
    expect(await callsAbout(system.simulator, `stays ${status}`)).toHaveLength(3);
  });

  test('a model that fails now and then', async () => {
    const jobs = await Promise.all(
      Array.from({ length: 30 }, (_, i) => system.api.chat('sim-flaky-40', `flaky ${i}.`)),
    );
    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
    const calls = await callsAbout(system.simulator, 'flaky ');
    expect(jobs.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(calls.length);
    expect(calls.length).toBeGreaterThan(30);
  });

  test('a stream that breaks', async () => {
    const job = await system.api.chat('sim-broken-stream-2', 'a stream that breaks twice');
    expect(job).toMatchObject({ status: 'completed', attempts: 3 });
    expect(job.result?.output).toBe('a stream that breaks twice');
    const spent = await system.api.chat('sim-broken-stream-9', 'breaks for ever');
    expect(spent).toMatchObject({ status: 'failed', attempts: 3, error: { code: 'model_unavailable' } });
  });

  test('a server that is not there', async () => {
    const job = await system.api.chat('closed');
    expect(job).toMatchObject({ status: 'failed', attempts: 3, error: { code: 'model_unavailable' } });
  });

  test('a model that does not answer in the time its definition gives', async () => {
    const begun = Date.now();
    const job = await system.api.chat('sim-hang', 'hangs');
    expect(job).toMatchObject({
      status: 'failed',
      attempts: 2,
      error: { code: 'model_timeout', retryable: true },
    });
    expect(job.error?.message).toContain('0.3');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(600);
    const calls = await callsAbout(system.simulator, 'hangs');
    expect(calls.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test('a model that begins to answer and then falls silent', async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
    const first = await model.next();
    first.write('half of');
    first.break();
    const second = await model.next();
    second.write('all of it');
    second.end();
    expect((await system.api.finished(body.id)).result?.output).toBe('all of it');
  });
});

describe('an error that stays is not tried again', () => {
  test.each([
    [400, 'model_rejected'],
    [401, 'model_auth'],
    [403, 'model_auth'],
    [404, 'model_rejected'],
    [422, 'model_rejected'],
  ])('%i', async (status, code) => {
    const job = await system.api.chat(`sim-status-${status}`, `stays ${status}`);
    expect(job).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { code, retryable: false, stage: 'call_model' },
    });
    expect(await callsAbout(system.simulator, `stays ${status}`)).toHaveLength(1);
  });

  test("nothing of the provider's answer leaks into the job", async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
    (await model.next()).fail(400);
    const job = await system.api.finished(body.id);
    expect(JSON.stringify(job)).not.toContain('scripted"}');
    expect(job.error?.message).toBe('The model answered 400.');
  });
});

test('an answer that is no answer is tried again', async () => {
  const { body } = await system.api.post({
    task: 'support-triage',
    model: 'scripted',
    input: { ticket: 'help' },
  });
  for (let i = 0; i < 3; i++) (await model.next()).fail(200, { 'content-type': 'application/json' });
  expect(await system.api.finished(body.id)).toMatchObject({
    status: 'failed',
    attempts: 3,
    error: { code: 'model_bad_answer' },
  });
});

test('Retry-After is honoured between attempts', async () => {
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'wait' } });
  (await model.next()).fail(503, { 'retry-after': '1' });
  const failed = Date.now();
  const again = await model.next();
  expect(Date.now() - failed).toBeGreaterThanOrEqual(950);
  again.write('thank you');
  again.end();
  expect(await system.api.finished(body.id)).toMatchObject({ status: 'completed', attempts: 2 });
});

test('a model whose quota is used up fails the job: no waiting helps, a retry later may', async () => {
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'poor' } });
  (await model.next()).fail(429, {}, 'insufficient_quota');
  expect(await system.api.finished(body.id)).toMatchObject({
    status: 'failed',
    attempts: 1,
    error: { code: 'model_quota_exhausted', stage: 'call_model', retryable: true },
  });
});
