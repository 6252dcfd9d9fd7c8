import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../support/api-client.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { readAll } from '../../support/limits.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const task = {
  ...{ description: 'Answers.', prompt: 'chat', cache: { ttl_seconds: 60 } },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const output_schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        tight: simulatedModel({ base_url, concurrency: 10, tokens_per_minute: 1_000 }),
        single: simulatedModel({ base_url, requests_per_minute: 1, timeout_seconds: 2 }),
        free: simulatedModel({ base_url, concurrency: 10 }),
      },
      tasks: {
        tight: { ...task, models: ['tight'] },
        single: { ...task, models: ['single'] },
        fussy: { ...task, output_schema, max_output_attempts: 2, models: ['free'] },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const postMany = async (api: ApiClient, count: number, name: string) => {
  const body = { task: name, input: { prompt: 'the same' }, parameters: { max_output_tokens: 500 } };
  return (await Promise.all(Array.from({ length: count }, () => api.post(body)))).map((job) => job.body.id);
};
const answer = async (text: string) => {
  const call = await model.next();
  call.write(text);
  call.end();
};

/** Waits until the jobs wait for these, in any order. */
async function whenWaiting(
  api: ApiClient,
  ids: readonly string[],
  reasons: readonly string[],
): Promise<void> {
  await expect
    .poll(async () => (await readAll(api, ids)).map(({ waiting_for }) => waiting_for?.join()).sort(), {
      timeout: 20_000,
    })
    .toEqual(reasons);
}

/** How many of the jobs have found their answer themselves. @returns all others had it from the cache */
async function findersOf(api: ApiClient, ids: readonly string[]): Promise<number> {
  const jobs = await Promise.all(ids.map((id) => api.finished(id)));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
  return jobs.filter(({ result }) => result?.cached === false).length;
}

test('equal requests share one call, though their model has no room in its minute at first', async () => {
  const { api } = system;
  const parameters = { max_output_tokens: 700 };
  const blocker = (await api.post({ task: 'chat', model: 'tight', input: { prompt: 'first' }, parameters }))
    .body;
  const blocking = await model.next();
  const ids = await postMany(api, 4, 'tight');
  await whenWaiting(api, ids, ['equal_request', 'equal_request', 'equal_request', 'model_rate']);
  blocking.end('stop', { prompt_tokens: 10, completion_tokens: 10 });
  await api.finished(blocker.id);
  await answer('found');
  expect(await findersOf(api, ids)).toBe(1);
});

test('a job that is put off for a minute finds the answer still when that is over', async () => {
  const { id: tenant, api } = await newTenant(system.api);
  const { body } = await api.post({ task: 'chat', model: 'single', input: { prompt: 'first' } });
  await answer('first');
  await api.finished(body.id);
  const [id = ''] = await postMany(api, 1, 'single');
  await whenWaiting(api, [id], ['model_rate']);
  const { redis, keys } = system.installation.store;
  const [job] = await readAll(api, [id]);
  const key = await redis.hget(keys.job(tenant, id), 'cache_key');
  const turnEnds = Date.now() + (await redis.pttl(keys.cacheFinder(tenant, key ?? '')));
  expect(turnEnds).toBeGreaterThan(Date.parse(job?.estimated_start_at ?? '') + 2_000);
  await api.request('POST', `/v1/jobs/${id}/cancel`);
});

test('equal requests share what one job finds in two calls, the second of which is another request of their tenant', async () => {
  const { api } = await newTenant(system.api, { limits: { requests_per_minute: 100 } });
  const ids = await postMany(api, 1, 'fussy');
  const first = await model.next();
  ids.push(...(await postMany(api, 3, 'fussy')));
  await expect
    .poll(
      async () =>
        (await readAll(api, ids)).filter(({ waiting_for }) => waiting_for?.[0] === 'equal_request').length,
      { timeout: 20_000 },
    )
    .toBe(3);
  first.write('not JSON');
  first.end();
  await answer('{"a":1}');
  expect(await findersOf(api, ids)).toBe(1);
  expect(await findersOf(api, await postMany(api, 1, 'fussy'))).toBe(0);
});
