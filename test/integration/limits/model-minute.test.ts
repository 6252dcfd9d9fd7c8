import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { readAll } from '../../support/limits.ts';
import { type ScriptedCall, ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
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
        thousand: simulatedModel({ base_url, tokens_per_minute: 1_000 }),
        'family-*': simulatedModel({ base_url, tokens_per_minute: 2_000 }),
        small: simulatedModel({ provider_model: 'sim-echo', tokens_per_minute: 100 }),
        both: simulatedModel({
          ...{ provider_model: 'sim-echo', requests_per_minute: 3, tokens_per_minute: 1_000_000 },
        }),
        told: simulatedModel({ base_url }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const post = async (name: string, prompt: string, max_output_tokens: number) => {
  const body = { task: 'chat', model: name, input: { prompt }, parameters: { max_output_tokens } };
  return (await system.api.post(body)).body.id;
};
const cancel = (ids: readonly string[]) =>
  Promise.all(ids.map((id) => system.api.request('POST', `/v1/jobs/${id}/cancel`)));
/** Waits until the jobs wait for their model's minute; returns the longest estimate, in ms from now. */
async function whenResting(ids: readonly string[]): Promise<number> {
  await expect
    .poll(async () => (await readAll(system.api, ids)).map(({ waiting_for }) => waiting_for?.join()), {
      timeout: 20_000,
    })
    .toEqual(ids.map(() => 'model_rate'));
  const jobs = await readAll(system.api, ids);
  return Math.max(...jobs.map((job) => Date.parse(job.estimated_start_at ?? '') - Date.now()));
}

test('tokens are reserved over both workers; what calls did not need lets the next ones go', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push(await post('thousand', 'reserved', 400));
  const calls = [await model.next(), await model.next()];
  const [, , ...waiting] = (await readAll(system.api, ids)).sort((a, b) => b.attempts - a.attempts);
  await whenResting(waiting.map(({ id }) => id));
  for (const call of calls) call.end('stop', { prompt_tokens: 10, completion_tokens: 20 });
  const rest: ScriptedCall[] = [await model.next(), await model.next()];
  for (const call of rest) call.end('stop', { prompt_tokens: 300, completion_tokens: 300 });
  for (const id of ids) {
    expect(await system.api.finished(id)).toMatchObject({ status: 'completed', attempts: 1 });
  }
  // Now that they have told, nothing is to be had for the rest of the minute.
  const late = await post('thousand', 'reserved', 400);
  expect(await whenResting([late])).toBeGreaterThan(30_000);
  await cancel([late]);
});

test('the members of a family share one limit', async () => {
  const first = await post('family-1', 'shared', 900);
  (await model.next()).end('stop', { prompt_tokens: 800, completion_tokens: 800 });
  expect(await system.api.finished(first)).toMatchObject({ status: 'completed' });
  const other = await post('family-2', 'shared', 900);
  expect(await whenResting([other])).toBeGreaterThan(30_000);
  await cancel([other]);
});

test('a call that is larger than the whole limit has a minute alone', async () => {
  const first = await post('small', `oversized ${'x'.repeat(800)}`, 500);
  expect(await system.api.finished(first)).toMatchObject({ status: 'completed', attempts: 1 });
  const others = [await post('small', 'oversized', 10), await post('small', 'oversized', 10)];
  expect(await whenResting(others)).toBeGreaterThan(30_000);
  expect(await callsAbout(system.simulator, 'oversized')).toHaveLength(1);
  await cancel(others);
});

test('requests per minute hold beside tokens', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => post('both', 'both limits', 10)));
  await expect
    .poll(
      async () => (await readAll(system.api, ids)).filter(({ status }) => status === 'completed').length,
      {
        timeout: 20_000,
      },
    )
    .toBe(3);
  const waiting = (await readAll(system.api, ids)).filter(({ status }) => status !== 'completed');
  expect(await whenResting(waiting.map(({ id }) => id))).toBeGreaterThan(30_000);
  expect(waiting).toHaveLength(2);
  expect(await callsAbout(system.simulator, 'both limits')).toHaveLength(3);
  await cancel(ids);
});

test('a provider that says beside an answer that nothing is left has its queue rest until there is', async () => {
  const first = await post('told', 'told', 10);
  const call = await model.next();
  call.tell({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m30s' });
  call.write('an answer');
  call.end();
  expect(await system.api.finished(first)).toMatchObject({ status: 'completed' });
  const second = await post('told', 'told', 10);
  const estimate = await whenResting([second]);
  // It is asked again after a minute at the latest, whatever it says.
  expect(estimate).toBeGreaterThan(30_000);
  expect(estimate).toBeLessThanOrEqual(60_000);
  await cancel([second]);
});
