import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  const base = {
    ...{ description: 'test', models: ['sim-echo'], prompt: 'said' },
    input_schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
    confidence: { signals: ['validation', 'self_consistency'], samples: 3 },
  };
  const probable = { signals: ['log_probabilities'] };
  // The simulator fills a schema by the seed: these differ from answer to answer.
  const number = { type: 'integer', minimum: 0, maximum: 1_000_000_000 };
  const output_schema = { type: 'object', required: ['number'], properties: { number } };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        telling: simulatedModel({ provider_model: 'sim-echo', capabilities: { logprobs: true } }),
        dawdling: simulatedModel({ provider_model: 'sim-slow-300', capabilities: { logprobs: true } }),
      },
      prompts: { said: { user: '{{ text | raw }}' } },
      tasks: {
        sure: base,
        telling: { ...base, models: ['telling'], confidence: probable },
        streaming: { ...base, models: ['dawdling'], stream: true, confidence: probable },
        silent: { ...base, confidence: probable },
        plain: { ...base, confidence: undefined },
        unsure: { ...base, models: ['sim-json'], output_schema },
        doubted: {
          ...{ ...base, models: ['sim-json'], output_schema },
          escalate: { on: ['low_confidence'], min_confidence: 0.5 },
        },
        poor: { ...base, max_cost_micro_usd: 300 },
        discreet: { ...base, redaction: { classes: ['email'] } },
        cached: { ...base, cache: { ttl_seconds: 60 } },
      },
    },
  });
});
afterAll(() => system.stop());

const ask = async (task: string, text: string): Promise<JobObject> =>
  (await system.api.post({ task, input: { text } }, { wait: 30 })).body;

const timelineOf = async ({ id }: JobObject): Promise<string> =>
  JSON.stringify((await system.api.get<unknown>(`/v1/jobs/${id}/timeline`)).body);

describe('a task that wants to know how often its model says the same', () => {
  test('asks it again, each time anew, and pays for each answer', async () => {
    const job = await ask('sure', 'mark-alpha says so');
    expect(job.result).toMatchObject({ output: 'mark-alpha says so', confidence: 1 });
    const calls = await callsAbout(system.simulator, 'mark-alpha');
    expect(calls).toHaveLength(4);
    expect(new Set(calls.map(({ request }) => JSON.stringify(request))).size).toBe(4);
    const single = await ask('plain', 'mark-alpha says so');
    expect(single.cost_micro_usd).toBeGreaterThan(0);
    expect(job.cost_micro_usd).toBe(4 * single.cost_micro_usd);
    const timeline = await timelineOf(job);
    expect(timeline).toMatch(/"self_consistency":1/);
    for (const sample of ['sample.1', 'sample.2', 'sample.3']) expect(timeline).toContain(`"${sample}"`);
  });

  test('is told of answers that differ, and keeps the first', async () => {
    const job = await ask('unsure', 'mark-beta');
    expect(job.result?.confidence).toBe(0.25);
    expect(await callsAbout(system.simulator, 'mark-beta')).toHaveLength(4);
    expect(await timelineOf(job)).toMatch(/"answers":4,"same":1/);
  });

  test('hands what the model is not sure of to a person', async () => {
    const { body } = await system.api.post({ task: 'doubted', input: { text: 'mark-gamma' } });
    const path = `/v1/jobs/${body.id}`;
    await expect
      .poll(async () => (await system.api.get(path)).body.status, { timeout: 10_000 })
      .toBe('awaiting_review');
    expect(await callsAbout(system.simulator, 'mark-gamma')).toHaveLength(4);
    // Sent back, it is asked and compared anew.
    await system.api.request('POST', `/v1/reviews/${body.id}`, {
      decision: 'retry',
      guidance: 'Look again.',
    });
    await expect
      .poll(async () => (await callsAbout(system.simulator, 'mark-gamma')).length, { timeout: 10_000 })
      .toBe(8);
    await expect
      .poll(async () => (await system.api.get(path)).body.status, { timeout: 10_000 })
      .toBe('awaiting_review');
  });

  test('counts an answer that it may not pay for as one that says something else', async () => {
    const job = await ask('poor', 'mark-delta');
    expect(job).toMatchObject({ status: 'completed', result: { output: 'mark-delta', confidence: 0.25 } });
    expect(await callsAbout(system.simulator, 'mark-delta')).toHaveLength(1);
  });

  test('shows its model no more than the first time', async () => {
    const job = await ask('discreet', 'mark-epsilon writes to ada.byron@mail.example');
    expect(job.result).toMatchObject({
      output: 'mark-epsilon writes to ada.byron@mail.example',
      confidence: 1,
    });
    const calls = await callsAbout(system.simulator, 'mark-epsilon');
    expect(calls).toHaveLength(4);
    expect(JSON.stringify(calls)).not.toContain('ada.byron');
  });

  test('asks nothing where the answer is known', async () => {
    await ask('cached', 'mark-zeta');
    const again = await ask('cached', 'mark-zeta');
    expect(again.result?.output).toBe('mark-zeta');
    expect(await callsAbout(system.simulator, 'mark-zeta')).toHaveLength(4);
  });
});

describe('a task that wants to know how probable its answer was', () => {
  test.each(['telling', 'streaming'])('%s: is told by a model that knows', async (task) => {
    expect((await ask(task, `it is so, ${task}`)).result?.confidence).toBe(0.99);
    // The simulator is not sure of words that hedge: two of four tokens.
    const hedged = await ask(task, 'perhaps it maybe is');
    expect(hedged.result?.confidence).toBe(0.37);
    expect(await timelineOf(hedged)).toMatch(/"log_probabilities":0.37/);
  });

  test('does without where its model does not tell', async () => {
    const job = await ask('silent', 'mark-eta');
    expect(job).toMatchObject({ status: 'completed', result: { confidence: null } });
    const [call] = await callsAbout(system.simulator, 'mark-eta');
    expect(call?.request).not.toHaveProperty('logprobs');
  });
});
