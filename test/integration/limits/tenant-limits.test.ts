import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../support/api-client.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { mostAtOnce, readAll, whenLimited } from '../../support/limits.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: {
        one: simulatedModel({ provider_model: 'sim-slow-60' }),
        another: simulatedModel({ provider_model: 'sim-slow-40' }),
        few: simulatedModel({ provider_model: 'sim-echo', requests_per_minute: 15 }),
        reasked: simulatedModel({ provider_model: 'sim-bad-json-shape-1' }),
        scripted: simulatedModel({ base_url }),
      },
      tasks: {
        cached: {
          ...{ description: 'Answers.', prompt: 'chat', cache: { ttl_seconds: 60 }, models: ['sim-echo'] },
          input_schema: {
            type: 'object',
            properties: { prompt: { type: 'string' }, system: { type: 'string' } },
          },
        },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const limited = (limits: Record<string, number>) => newTenant(system.api, { limits });
const change = ({ id }: Tenant, limits: unknown) =>
  system.api.request<{ limits: unknown }>('PATCH', `/v1/tenants/${id}`, { limits });

async function post(api: ApiClient, name: string, prompt: string, more: Record<string, unknown> = {}) {
  return (await api.post({ task: 'chat', model: name, input: { prompt }, ...more })).body.id;
}
const postMany = (api: ApiClient, count: number, name: string, prompt: string) =>
  Promise.all(Array.from({ length: count }, (_, i) => post(api, name, `${prompt} ${i}`)));
const finished = (api: ApiClient, ids: readonly string[]) => Promise.all(ids.map((id) => api.finished(id)));
const statusesOf = async (api: ApiClient, id: string) => {
  const { body } = await api.get<{ data: { status: string; code?: string }[] }>(`/v1/jobs/${id}/timeline`);
  return body.data.map(({ status, code }) => [status, code].join(' ').trim());
};

test('a tenant has no more jobs running than it may, over its models and two workers, and all are done', async () => {
  const { api } = await limited({ concurrency: 2 });
  const groups = [postMany(api, 20, 'one', 'two at once'), postMany(api, 20, 'another', 'two at once')];
  const ids = (await Promise.all(groups)).flat();
  for (const job of await finished(api, ids)) expect(job).toMatchObject({ status: 'completed', attempts: 1 });
  const calls = await callsAbout(system.simulator, 'two at once');
  expect(calls).toHaveLength(40);
  expect(mostAtOnce(calls)).toBe(2);
});

test('requests per minute hold; what is over waits, says so, and goes when the limit is raised or lifted', async () => {
  const tenant = await limited({ requests_per_minute: 5 });
  const { api } = tenant;
  const ids = await postMany(api, 12, 'sim-echo', 'five a minute');
  for (const job of await whenLimited(api, ids, 7)) {
    expect(job).toMatchObject({ status: 'queued', attempts: 0 });
    const wait = Date.parse(job.estimated_start_at ?? '') - Date.now();
    expect(wait).toBeGreaterThan(30_000);
    expect(wait).toBeLessThan(123_000);
    expect(await statusesOf(api, job.id)).toEqual(['queued', 'queued tenant_limit']);
  }
  expect(await callsAbout(system.simulator, 'five a minute')).toHaveLength(5);

  expect((await change(tenant, { requests_per_minute: 8 })).status).toBe(200);
  await expect
    .poll(async () => (await callsAbout(system.simulator, 'five a minute')).length, { timeout: 20_000 })
    .toBe(8);
  await whenLimited(api, ids, 4);
  await change(tenant, { requests_per_minute: null });
  for (const job of await finished(api, ids)) expect(job).toMatchObject({ status: 'completed', attempts: 1 });
  expect(await callsAbout(system.simulator, 'five a minute')).toHaveLength(12);
});

test('tokens per minute are reserved as estimated, and what a call did not need lets the next one go', async () => {
  const { api } = await limited({ tokens_per_minute: 1_000 });
  const parameters = { max_output_tokens: 400 };
  const ids = [];
  for (let i = 0; i < 4; i++) ids.push(await post(api, 'scripted', 'tokens', { parameters }));
  const calls = [await model.next(), await model.next()];
  await whenLimited(api, ids, 2);
  for (const call of calls) call.end();
  const rest = [await model.next(), await model.next()];
  for (const call of rest) call.end('stop', { prompt_tokens: 300, completion_tokens: 300 });
  for (const job of await finished(api, ids)) expect(job).toMatchObject({ status: 'completed', attempts: 1 });

  const late = await post(api, 'scripted', 'tokens', { parameters });
  await whenLimited(api, [late]);
  await api.request('POST', `/v1/jobs/${late}/cancel`);
});

test('a job that needs more than the whole minute has it alone', async () => {
  const { api } = await limited({ tokens_per_minute: 100 });
  expect(await api.chat('sim-echo', 'large', { parameters: { max_output_tokens: 500 } })).toMatchObject({
    status: 'completed',
  });
});

test('interactive jobs do not wait behind batch ones that came before', async () => {
  const { api } = await limited({ concurrency: 1 });
  const ids = [await post(api, 'scripted', 'blocker')];
  const blocker = await model.next();
  for (const prompt of ['batch 1', 'batch 2', 'batch 3'])
    ids.push(await post(api, 'scripted', prompt, { priority: 'batch' }));
  ids.push(await post(api, 'scripted', 'standard'));
  ids.push(await post(api, 'scripted', 'interactive', { priority: 'interactive' }));
  await whenLimited(api, ids, 5);
  blocker.end();
  const served = [];
  for (let i = 0; i < 5; i++) {
    const call = await model.next();
    served.push(call.body.messages.at(-1)?.content);
    call.end();
  }
  expect(served).toEqual(['interactive', 'standard', 'batch 1', 'batch 2', 'batch 3']);
  await finished(api, ids);
});

test('batch jobs are not starved by interactive ones that never end', async () => {
  const { api } = await limited({ concurrency: 1 });
  const interactive = { priority: 'interactive' };
  const ids = [await post(api, 'scripted', 'interactive', interactive)];
  let call = await model.next();
  ids.push(await post(api, 'scripted', 'batch', { priority: 'batch' }));
  const served: (string | undefined)[] = [];
  while (!served.includes('batch')) {
    const next = await post(api, 'scripted', 'interactive', interactive);
    ids.push(next);
    await whenLimited(api, ids, 2);
    call.end();
    call = await model.next();
    served.push(call.body.messages.at(-1)?.content);
    expect(served.length).toBeLessThan(12);
  }
  call.end();
  (await model.next()).end();
  await finished(api, ids);
});

test('a limited tenant at the head of a queue takes nothing of others, not even the requests of a minute', async () => {
  const tenant = await limited({ concurrency: 1 });
  const blocked = [await post(tenant.api, 'scripted', 'blocker')];
  const blocker = await model.next();
  blocked.push(...(await postMany(tenant.api, 100, 'few', 'blocked')));
  const other = await newTenant(system.api);
  const ids = await postMany(other.api, 15, 'few', 'others');
  for (const job of await finished(other.api, ids)) expect(job).toMatchObject({ status: 'completed' });
  expect(await callsAbout(system.simulator, 'blocked')).toHaveLength(0);
  await Promise.all(blocked.map((id) => tenant.api.request('POST', `/v1/jobs/${id}/cancel`)));
  await blocker.aborted;
});

test('a second try of an output counts as another request', async () => {
  const { api } = await limited({ requests_per_minute: 1 });
  const { body } = await api.post({ task: 'support-triage', model: 'reasked', input: { ticket: 'twice' } });
  const [waiting] = await whenLimited(api, [body.id]);
  expect(waiting).toMatchObject({ attempts: 0 });
  expect(await callsAbout(system.simulator, 'twice')).toHaveLength(1);
  expect(await statusesOf(api, body.id)).toEqual([
    ...['queued', 'running', 'queued reask', 'queued tenant_limit'],
  ]);
  await api.request('POST', `/v1/jobs/${body.id}/cancel`);
});

test('an answer from the cache is no request', async () => {
  const { api } = await limited({ requests_per_minute: 2, tokens_per_minute: 10_000 });
  const ask = (prompt: string) => api.post({ task: 'cached', input: { prompt } }, { wait: 30 });
  expect((await ask('asked before')).body.result?.cached).toBe(false);
  for (let i = 0; i < 3; i++) expect((await ask('asked before')).body.result?.cached).toBe(true);
  expect((await ask('not asked before')).body.result?.cached).toBe(false);
});

describe('a job that ends while it waits for its tenant', () => {
  test.each([
    ['cancelled', (api: ApiClient, id: string) => api.request('POST', `/v1/jobs/${id}/cancel`)],
    ['deleted', (api: ApiClient, id: string) => api.request('DELETE', `/v1/jobs/${id}`)],
    ['expired', (api: ApiClient, id: string) => api.finished(id)],
  ])('waits no more: %s', async (how, end) => {
    const { id: name, api } = await limited({ concurrency: 1 });
    const first = await post(api, 'scripted', 'blocker');
    const blocker = await model.next();
    const more = how === 'expired' ? { expires_in_seconds: 2 } : {};
    const id = await post(api, 'scripted', 'never asked', more);
    await whenLimited(api, [id]);
    await end(api, id);
    blocker.end();
    await api.finished(first);
    const { redis, keys } = system.installation.store;
    expect(await redis.zrange(keys.waitingHops(name), 0, '-1')).toEqual([]);
    expect(await redis.smembers(keys.runningJobs(name))).toEqual([]);
  });
});

test('jobs that run already count when a limit is set', async () => {
  const tenant = await newTenant(system.api);
  const { api } = tenant;
  const first = await post(api, 'scripted', 'first');
  const call = await model.next();
  await change(tenant, { concurrency: 1 });
  const second = await post(api, 'scripted', 'second');
  await whenLimited(api, [second]);
  call.end();
  const next = await model.next();
  expect(next.body.messages.at(-1)?.content).toBe('second');
  next.end();
  expect((await readAll(api, [first, second])).length).toBe(2);
  await finished(api, [first, second]);
});

test.each([12, 130])(
  '%i hops that are called to a model that takes none hold up no other model',
  async (count) => {
    const tenant = await limited({ concurrency: 1 });
    const { api } = tenant;
    const { store, queues } = system.installation;
    const ids = [await post(api, 'scripted', 'blocker')];
    const blocker = await model.next();
    ids.push(...(await postMany(api, count, 'another', 'paused')));
    await whenLimited(api, ids, count);
    const queue = queues.queue('model.another');
    await queue.pause();
    blocker.end();
    const called = () => store.redis.zcount(store.keys.waitingHops(tenant.id), 1e15, '+inf');
    await expect.poll(called).toBe(1);
    for (let i = 0; i < 5; i++) await api.finished(await post(api, 'one', 'live'));
    expect(await called()).toBeLessThanOrEqual(1);
    await queue.resume();
    for (const job of await finished(api, ids)) expect(job).toMatchObject({ status: 'completed' });
  },
);
