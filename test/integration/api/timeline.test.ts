import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Timeline {
  readonly job_id: string;
  readonly data: {
    readonly at: string;
    readonly status: string;
    readonly code?: string;
    readonly hop?: number;
    readonly attempt?: number;
    readonly queue?: string;
    readonly stages?: {
      readonly name: string;
      readonly verdict: string;
      readonly duration_ms: number;
      readonly code?: string;
      readonly details?: Record<string, unknown>;
    }[];
  }[];
}

let system: System;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: { models: { 'sim-echo': simulatedModel() } },
  });
});
afterAll(() => system.stop());

test('every attempt with its stages, verdicts, durations and calls, and no word of content', async () => {
  await setFault(system.simulator, { model: 'sim-echo', status: 503, count: 1 });
  const job = await system.api.chat('sim-echo', 'hush-hush in the prompt', {
    subject: 'a hush-hush subject',
  });
  const { body } = await system.api.get<Timeline>(`/v1/jobs/${job.id}/timeline`);
  expect(body.job_id).toBe(job.id);
  expect(body.data.map(({ status, attempt }) => [status, attempt])).toEqual([
    ['queued', undefined],
    ['running', 1],
    ['queued', 1],
    ['running', 2],
    ['completed', 2],
  ]);
  const [, , retried, , completed] = body.data;
  expect(retried).toMatchObject({ code: 'model_unavailable', queue: 'model.sim-echo', hop: 1 });
  expect(retried?.stages?.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['policy_decision', 'allow'],
    ['check_policy', 'continue'],
    ['validate_input', 'continue'],
    ['redact', 'continue'],
    ['render_prompt', 'continue'],
    ['policy_decision', 'allow'],
    ['model_call', 'failed'],
    ['call_model', 'retry'],
  ]);
  expect(completed?.stages?.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['policy_decision', 'allow'],
    ['check_policy', 'continue'],
    ['validate_input', 'continue'],
    ['redact', 'continue'],
    ['render_prompt', 'continue'],
    ['policy_decision', 'allow'],
    ['model_call', 'answered'],
    ['call_model', 'continue'],
    ['validate_output', 'continue'],
    ['policy_decision', 'allow'],
    ['check_delivery', 'continue'],
    ['store_result', 'complete'],
  ]);
  const call = completed?.stages?.find(({ name }) => name === 'model_call');
  expect(call?.details).toMatchObject({ model: 'sim-echo', input_tokens: job.usage.input_tokens });
  for (const { stages = [] } of body.data) {
    for (const { duration_ms } of stages) expect(duration_ms).toBeGreaterThanOrEqual(0);
  }
  const times = body.data.map(({ at }) => Date.parse(at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(JSON.stringify(body)).not.toContain('hush-hush');
});
