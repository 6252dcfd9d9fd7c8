import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { callsAbout, readCalls, removeFault, setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

/** Failures that open a breaker. */
const LEAST = 10;
const ATTEMPTS = 3;
const CONCURRENCY = 4;
const SOON = { timeout: 15_000, interval: 20 };

let system: System;

/** Two models of the simulator, and a task that would rather have the first. */
const PAIRS = {
  shared: ['sim-slow-11', 'sim-slow-12'],
  all: ['sim-slow-1', 'sim-slow-2'],
} as const;

beforeAll(async () => {
  const models = Object.values(PAIRS).flat();
  const definition = {
    retry: { attempts: ATTEMPTS, base_ms: 5, max_ms: 20 },
    concurrency: CONCURRENCY,
    breaker: { cool_down_seconds: 0.3, longest_cool_down_seconds: 0.6 },
  };
  const task = {
    ...{ description: 'Answers.', prompt: 'chat' },
    input_schema: {
      type: 'object',
      properties: { prompt: { type: 'string' }, system: { type: 'string' } },
    },
  };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: Object.fromEntries(models.map((name) => [name, simulatedModel(definition)])),
      tasks: Object.fromEntries(
        Object.entries(PAIRS).map(([name, pair]) => [name, { ...task, models: pair }]),
      ),
    },
  });
});
afterAll(() => system.stop());

async function enqueue(count: number, prompt: string, request: Record<string, unknown>): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => system.api.post({ task: 'chat', input: { prompt }, ...request })),
  );
  return answers.map(({ body }) => body.id);
}

function finished(ids: readonly string[]): Promise<JobObject[]> {
  return Promise.all(ids.map((id) => system.api.finished(id)));
}

const ofModel = (model: string) => ({ model, status: 500 });

test('a model that fails is left by all workers, tried now and then, and taken again once it is back', async () => {
  const [sick, sound] = PAIRS.shared;
  await setFault(system.simulator, ofModel(sick));
  const jobs = await finished(await enqueue(80, 'a model that fails', { task: 'shared' }));
  for (const job of jobs) expect(job).toMatchObject({ status: 'completed', model: sound });

  const { total_by_model, max_in_flight_by_model } = await readCalls(system.simulator);
  const failures = total_by_model[sick] ?? 0;
  expect(failures).toBeGreaterThanOrEqual(LEAST);
  // What was in flight when it opened, and the probes since: far from three calls of every job.
  expect(failures).toBeLessThan(jobs.length);
  expect(total_by_model[sound]).toBe(jobs.length);
  expect(max_in_flight_by_model[sound]).toBeLessThanOrEqual(CONCURRENCY);
  // To be moved on without a try counts for none.
  const untried = jobs.filter(({ attempts }) => attempts === 1);
  expect(untried.length).toBeGreaterThanOrEqual(jobs.length - failures);

  await removeFault(system.simulator, sick);
  const modelOfNext = async () =>
    (await finished(await enqueue(1, 'are you back?', { task: 'shared' })))[0]?.model;
  await expect.poll(modelOfNext, SOON).toBe(sick);
  // One more probe may be due; then it is closed for everybody.
  await expect
    .poll(async () => {
      const all = await finished(await enqueue(8, 'all of you', { task: 'shared' }));
      return all.map(({ model }) => model);
    }, SOON)
    .toEqual(Array.from({ length: 8 }, () => sick));
});

test('with every model of its route out of order a job waits, says so, and ends when one is back', async () => {
  const [, second] = PAIRS.all;
  for (const model of PAIRS.all) await setFault(system.simulator, ofModel(model));
  const reasons = async (ids: readonly string[]) => {
    const jobs = await Promise.all(ids.map((id) => system.api.get(`/v1/jobs/${id}`)));
    return jobs.flatMap(({ body }) => body.waiting_for ?? []);
  };
  for (const model of PAIRS.all) {
    // The breaker is open when a job that has no other model waits for that.
    const ids = await enqueue(LEAST, `opens ${model}`, { model });
    await expect.poll(() => reasons(ids), SOON).toContain('breaker_open');
    await Promise.all(ids.map((id) => system.api.request('POST', `/v1/jobs/${id}/cancel`)));
  }

  const [id = ''] = await enqueue(1, 'waits for any', { task: 'all' });
  await expect.poll(() => reasons([id]), SOON).toContain('breaker_open');
  // As a probe it fails on behalf of all, more often than it has attempts.
  await expect
    .poll(async () => (await callsAbout(system.simulator, 'waits for any')).length, SOON)
    .toBeGreaterThan(ATTEMPTS);
  expect((await system.api.get(`/v1/jobs/${id}`)).body).toMatchObject({ error: null, result: null });

  // It is enough that one is back, in whose queue nobody waits any more.
  await removeFault(system.simulator, second);
  expect(await system.api.finished(id)).toMatchObject({ status: 'completed', model: second, attempts: 1 });
});
