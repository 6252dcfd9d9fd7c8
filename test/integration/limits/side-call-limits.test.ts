import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { mostAtOnce } from '../../support/limits.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const scripted = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await scripted.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: {
        one: simulatedModel({ provider_model: 'sim-slow-50' }),
        two: simulatedModel({ provider_model: 'sim-slow-60' }),
        three: simulatedModel({ provider_model: 'sim-slow-70' }),
        tight: simulatedModel({ base_url, tokens_per_minute: 1_000 }),
        hanging: simulatedModel({ provider_model: 'sim-hang' }),
      },
      routes: {
        agreeing: {
          ...{ mode: 'cascade', agreement: 2 },
          candidates: [{ model: 'one' }, { model: 'two' }, { model: 'three' }],
        },
        tightened: {
          ...{ mode: 'cascade', agreement: 2 },
          candidates: [{ model: 'tight' }, { model: 'two' }, { model: 'three' }],
        },
        stuck: {
          ...{ mode: 'cascade', agreement: 2 },
          candidates: [{ model: 'hanging' }, { model: 'two' }, { model: 'three' }],
        },
      },
      tasks: Object.fromEntries(
        ['agreeing', 'stuck', 'tightened'].map((route) => [
          route,
          {
            ...{ description: 'Answers.', prompt: 'chat', route },
            input_schema: {
              type: 'object',
              properties: { prompt: { type: 'string' }, system: { type: 'string' } },
            },
          },
        ]),
      ),
    },
  });
});
afterAll(async () => {
  await system.stop();
  await scripted.stop();
});

const enqueue = async (tenant: Awaited<ReturnType<typeof newTenant>>, task: string, prompt: string) =>
  (await tenant.api.post({ task, input: { prompt } })).body.id;

test('side calls count for what a tenant may have running at once, and all are made', async () => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 2 } });
  const ids = await Promise.all(
    Array.from({ length: 8 }, (_, i) => enqueue(tenant, 'agreeing', `side by side ${i}`)),
  );
  const jobs = await Promise.all(ids.map((id) => tenant.api.finished(id)));
  for (const job of jobs) expect(job.status).toBe('completed');
  const calls = await callsAbout(system.simulator, 'side by side');
  expect(calls.length).toBeGreaterThanOrEqual(16);
  expect(mostAtOnce(calls)).toBeLessThanOrEqual(2);
});

test('and for its minute', async () => {
  const tenant = await newTenant(system.api, { limits: { requests_per_minute: 3 } });
  const ids = [
    await enqueue(tenant, 'agreeing', 'a minute 0'),
    await enqueue(tenant, 'agreeing', 'a minute 1'),
  ];
  await expect.poll(async () => (await callsAbout(system.simulator, 'a minute')).length).toBe(3);
  const states = await Promise.all(
    ids.map(async (id) => (await tenant.api.get(`/v1/jobs/${id}`)).body.status),
  );
  expect(states).toContain('queued');
  await system.api.request('PATCH', `/v1/tenants/${tenant.id}`, { limits: { requests_per_minute: null } });
  for (const id of ids) expect((await tenant.api.finished(id)).status).toBe('completed');
});

test('a job that is cancelled while its side calls run leaves their places', async () => {
  const tenant = await newTenant(system.api, { limits: { concurrency: 1 } });
  const stuck = await enqueue(tenant, 'stuck', 'it hangs');
  await expect.poll(async () => (await callsAbout(system.simulator, 'it hangs')).length).toBeGreaterThan(0);
  const next = (await tenant.api.post({ task: 'chat', model: 'sim-echo', input: { prompt: 'next' } })).body
    .id;
  await tenant.api.request('POST', `/v1/jobs/${stuck}/cancel`);
  expect((await tenant.api.finished(next)).status).toBe('completed');
});

test('one whose model has no room in its minute waits, and holds no place and no share of its tenant meanwhile', async () => {
  const { redis, keys } = system.installation.store;
  const full = {
    task: 'chat',
    model: 'tight',
    input: { prompt: 'full' },
    parameters: { max_output_tokens: 990 },
  };
  await system.api.post(full);
  const filling = await scripted.next();
  const tenant = await newTenant(system.api, { limits: { concurrency: 1, requests_per_minute: 100 } });
  const asked = { task: 'tightened', input: { prompt: 'waiting' }, parameters: { max_output_tokens: 50 } };
  const id = (await tenant.api.post(asked)).body.id;
  await expect
    .poll(async () => (await tenant.api.get(`/v1/jobs/${id}`)).body, { timeout: 20_000 })
    .toMatchObject({ attempts: 2, waiting_for: ['side_calls', 'model_rate'] });
  const other = { task: 'chat', model: 'sim-echo', input: { prompt: 'another' } };
  const next = (await tenant.api.post(other)).body.id;
  expect((await tenant.api.finished(next)).status).toBe('completed');
  filling.end('stop', { prompt_tokens: 10, completion_tokens: 10 });
  const member = await scripted.next();
  member.write('what the other has not said');
  member.end();
  expect(await tenant.api.finished(id)).toMatchObject({ status: 'completed', model: 'three' });
  const minute = await redis.hgetall(keys.lastMinute(tenant.id));
  const calls = Object.entries(minute).filter(([name]) => name.startsWith('calls:'));
  // Both members, the model above, and the other job.
  expect(calls.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(4);
});
