import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      tasks: {
        fields: {
          description: 'Fills two fields.',
          models: ['sim-json'],
          prompt: 'support-triage',
          max_output_attempts: 3,
          input_schema: { type: 'object', properties: { ticket: { type: 'string' } }, required: ['ticket'] },
          output_schema: {
            type: 'object',
            additionalProperties: false,
            required: ['category', 'count'],
            properties: {
              category: { type: 'string', enum: ['a', 'b'] },
              count: { type: 'integer', minimum: 1, maximum: 3 },
            },
          },
        },
      },
    },
  });
});
afterAll(() => system.stop());

async function triage(model: string, ticket: string, task = 'support-triage') {
  const { body } = await system.api.post({ task, model, input: { ticket } }, { wait: 30 });
  return { job: body, calls: await callsAbout(system.simulator, ticket) };
}

describe('an output that does not match its schema', () => {
  test.each(['comma', 'prose'])('%s: is repaired here, and nobody is asked again', async (flaw) => {
    const { job, calls } = await triage(`sim-bad-json-${flaw}-1`, `the ${flaw} ticket`);
    expect(job).toMatchObject({ status: 'completed', attempts: 1 });
    expect(job.result?.output).toHaveProperty('category');
    expect(calls).toHaveLength(1);
  });

  test.each(['truncated', 'shape'])('%s: is asked for again, with what was wrong', async (flaw) => {
    const { job, calls } = await triage(`sim-bad-json-${flaw}-1`, `the ${flaw} ticket`);
    expect(job).toMatchObject({ status: 'completed', attempts: 1 });
    expect(job.result?.output).toHaveProperty('category');
    expect(calls).toHaveLength(2);
    const [first, second] = calls.map(({ request }) => request);
    expect(second?.messages.slice(0, 2)).toEqual(first?.messages);
    expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    const correction = second?.messages.at(-1)?.content ?? '';
    expect(correction).toMatch(flaw === 'shape' ? /required|additional/ : /is cut off/);
    expect(second?.temperature).toBe(0);
    expect(second?.response_format).toEqual(first?.response_format);
    expect(job.usage.input_tokens).toBeGreaterThan(job.usage.output_tokens);
  });

  test('twice, and right the third time', async () => {
    const { job, calls } = await triage('sim-bad-json-shape-2', 'the stubborn ticket');
    expect(job.status).toBe('completed');
    expect(calls).toHaveLength(3);
    expect(job.usage.output_tokens).toBeGreaterThan(0);
  });

  test('always: the job fails with what was wrong, after as many calls as the task allows', async () => {
    const { job, calls } = await triage('sim-bad-json-shape-9', 'the hopeless ticket');
    expect(job).toMatchObject({
      status: 'failed',
      attempts: 1,
      result: null,
      error: { code: 'invalid_output', stage: 'validate_output', retryable: true },
    });
    expect(job.error?.message).toMatch(/required|additional/);
    expect(calls).toHaveLength(3);
    expect(job.cost_micro_usd).toBeGreaterThan(0);
  });

  test('because it was cut off at its token limit: the job fails at once, asking again would change nothing', async () => {
    const body = {
      task: 'support-triage',
      input: { ticket: 'the long ticket' },
      parameters: { max_output_tokens: 5 },
    };
    const { body: job } = await system.api.post(body, { wait: 30 });
    expect(job).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { code: 'output_truncated', retryable: false, stage: 'validate_output' },
    });
    expect(job.error?.message).toContain('max_output_tokens');
    expect(await callsAbout(system.simulator, 'the long ticket')).toHaveLength(1);
  });

  test('a Markdown fence around it does no harm', async () => {
    const { job } = await triage('sim-bad-json-fenced-1', 'the fenced ticket');
    expect(job.status).toBe('completed');
  });
});

test('the schema of the task goes to the model and holds its answer', async () => {
  const { job, calls } = await triage('sim-json', 'the typed ticket', 'fields');
  expect(job).toMatchObject({ status: 'completed', task: 'fields', task_version: 1 });
  expect(job.versions).toMatchObject({ task: 1, prompt: 1 });
  const output = job.result?.output as { category: string; count: number } | undefined;
  expect(['a', 'b']).toContain(output?.category);
  expect([1, 2, 3]).toContain(output?.count);
  expect(calls[0]?.request.response_format).toMatchObject({
    type: 'json_schema',
    json_schema: { name: 'fields', schema: { required: ['category', 'count'] } },
  });
  expect(calls[0]?.stream).toBe(false);
});

describe('a model that declines', () => {
  test('refuses the job: a correct end with its words', async () => {
    for (const body of [
      { task: 'chat', model: 'sim-refuse', input: { prompt: 'do harm' } },
      { task: 'support-triage', model: 'sim-refuse', input: { ticket: 'do harm' } },
    ]) {
      const { body: job } = await system.api.post(body, { wait: 30 });
      expect(job).toMatchObject({
        status: 'refused',
        result: null,
        attempts: 1,
        error: { code: 'model_refused', retryable: false, stage: 'validate_output' },
      });
      expect(job.error?.message).toMatch(/can't help/);
      expect(job.usage.input_tokens).toBeGreaterThan(0);
    }
  });

  test("or whose provider's filter stops it", async () => {
    const job = await system.api.chat('sim-content-filter', 'filter me');
    expect(job).toMatchObject({
      status: 'refused',
      error: { code: 'content_filtered', retryable: false },
    });
  });
});

test('text that was cut off is a result that says so', async () => {
  const job = await system.api.chat('sim-length', 'one two three four five six seven eight nine ten');
  expect(job).toMatchObject({ status: 'completed', result: { finish_reason: 'length' } });
  expect('one two three four five six seven eight nine ten').toContain(String(job.result?.output));
});
