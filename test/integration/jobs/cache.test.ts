import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { openEvents } from '../../support/event-client.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const task = {
  ...{ description: 'Answers.', prompt: 'chat', cache: { ttl_seconds: 60 } },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: {
        scripted: simulatedModel({ base_url, retry: { attempts: 3, base_ms: 1_000, max_ms: 1_000 } }),
        few: simulatedModel({ provider_model: 'sim-slow-2000', requests_per_minute: 6 }),
        'sim-hang': simulatedModel({
          ...{ timeout_seconds: 1, retry: { attempts: 1, base_ms: 10, max_ms: 10 } },
          breaker: { thresholds: { timeout: { least: 100, share: 1 } } },
        }),
        'sim-status-*': simulatedModel({ retry: { attempts: 1, base_ms: 10, max_ms: 10 } }),
      },
      tasks: {
        cached: { ...task, models: ['sim-echo'] },
        slow: { ...task, models: ['sim-slow-300'] },
        held: { ...task, models: ['scripted'] },
        failing: { ...task, models: ['sim-status-500'] },
        hanging: { ...task, models: ['sim-hang'] },
        limited: { ...task, models: ['few'] },
        streamed: { ...task, stream: true, models: ['scripted'] },
        short: { ...task, cache: { ttl_seconds: 1 }, models: ['sim-echo'] },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const run = async (name: string, prompt: string, more: Record<string, unknown> = {}, api = system.api) =>
  (await api.post({ task: name, input: { prompt }, ...more }, { wait: 30 })).body;
const callsOf = async (prompt: string) => (await callsAbout(system.simulator, prompt)).length;

test('an equal request is answered without a call: marked, free, and counted as saved', async () => {
  const first = await run('cached', 'again and again');
  const second = await run('cached', 'again and again', { metadata: { other: 'metadata' } });
  expect(first.result).toMatchObject({ output: 'again and again', cached: false });
  expect(second).toMatchObject({
    status: 'completed',
    result: { output: 'again and again', cached: true },
    cost_micro_usd: 0,
    usage: { input_tokens: 0, output_tokens: 0 },
  });
  expect(await callsOf('again and again')).toBe(1);
  const { body } = await system.api.get<{ totals: { saved_micro_usd: number } }>('/v1/usage?group_by=task');
  expect(body.totals.saved_micro_usd).toBeGreaterThanOrEqual(first.cost_micro_usd);
  expect(first.cost_micro_usd).toBeGreaterThan(0);
});

test('what differs in anything that matters is asked anew', async () => {
  const prompt = 'slightly different';
  await run('cached', prompt);
  const others = [
    await run('cached', `${prompt}!`),
    await run('cached', prompt, { parameters: { temperature: 0.5 } }),
    await run('cached', prompt, { model: 'sim-echo' }),
    await run('slow', prompt),
    await run('cached', prompt, {}, (await newTenant(system.api)).api),
  ];
  for (const { result } of others) expect(result?.cached).toBe(false);
  expect((await run('cached', prompt)).result?.cached).toBe(true);
});

test('equal requests that run at once share one call', async () => {
  const jobs = await Promise.all(Array.from({ length: 20 }, () => run('slow', 'all at once')));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
  expect(jobs.filter(({ result }) => result?.cached === false)).toHaveLength(1);
  expect(jobs.every(({ attempts }) => attempts === 1)).toBe(true);
  expect(await callsOf('all at once')).toBe(1);
});

test('a job that waits for an equal one says so', async () => {
  const { body: finder } = await system.api.post({ task: 'held', input: { prompt: 'held' } });
  const call = await model.next();
  const { body: waiter } = await system.api.post({ task: 'held', input: { prompt: 'held' } });
  await expect
    .poll(async () => (await system.api.get(`/v1/jobs/${waiter.id}`)).body.waiting_for)
    .toEqual(['equal_request']);
  call.write('found');
  call.end();
  expect((await system.api.finished(finder.id)).result).toMatchObject({ output: 'found', cached: false });
  expect((await system.api.finished(waiter.id)).result).toMatchObject({ output: 'found', cached: true });
});

test('failures are not kept: the next asks for itself', async () => {
  const jobs = await Promise.all([run('failing', 'in vain'), run('failing', 'in vain')]);
  expect(jobs.map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(await callsOf('in vain')).toBe(2);
});

test('equal requests that fail do so side by side, not one after another', async () => {
  const before = Date.now();
  const jobs = await Promise.all(Array.from({ length: 8 }, () => run('hanging', 'no answer')));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['failed']));
  // The first second is the finder's, the next everybody's.
  expect(Date.now() - before).toBeLessThan(6_000);
});

test('waiting for an equal request takes few of the turns that a model has in a minute', async () => {
  const jobs = await Promise.all([run('limited', 'few turns'), run('limited', 'few turns')]);
  expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed']);
  expect(await run('limited', 'another')).toMatchObject({ status: 'completed', result: { cached: false } });
});

test('who has followed a try that broke off is told to discard it when another job has found the answer', async () => {
  const { body } = await system.api.post({ task: 'streamed', input: { prompt: 'broken' } });
  const events = await openEvents(system.api, body.id);
  const first = await model.next();
  first.write('half of it ');
  await events.until('output.delta');
  first.break();
  const other = run('streamed', 'broken');
  const second = await model.next();
  second.write('all of it');
  second.end();
  expect(await other).toMatchObject({ result: { output: 'all of it' } });
  const told = await events.all();
  expect(told.at(-1)?.data).toMatchObject({ result: { output: 'all of it', cached: true } });
  const heard = told.filter(({ event }) => event.startsWith('output.'));
  expect(heard.map(({ event }) => event)).toEqual(['output.delta', 'output.reset', 'output.delta']);
  expect(heard.at(-1)?.data).toMatchObject({ text: 'all of it' });
});

test('what has lived its time is asked anew', async () => {
  await run('short', 'short lived');
  await expect
    .poll(async () => (await run('short', 'short lived')).result?.cached, { timeout: 5_000, interval: 300 })
    .toBe(false);
});

test('erasing a job erases what the cache has of it, whether it found it there or put it there', async () => {
  for (const which of [0, 1]) {
    const prompt = `to be erased ${which}`;
    const jobs = [await run('cached', prompt), await run('cached', prompt)];
    expect(jobs[1]?.result?.cached).toBe(true);
    await system.api.request('DELETE', `/v1/jobs/${jobs[which]?.id}`);
    expect((await run('cached', prompt)).result?.cached).toBe(false);
  }
});
