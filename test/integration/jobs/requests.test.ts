import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'sim-echo': simulatedModel({
          price: { input: 3_000_000, output: 15_000_000, cached_input: 300_000 },
        }),
        sober: simulatedModel({
          provider_model: 'sim-bad-json-shape-1',
          unsupported_parameters: ['temperature', 'stop'],
        }),
        renamed: simulatedModel({ provider_model: 'sim-echo' }),
      },
      tasks: {
        strict: {
          description: 'Answers in a form.',
          models: ['sim-echo'],
          prompt: 'support-triage',
          parameters: { temperature: 0.7, top_p: 0.9 },
          input_schema: { type: 'object', properties: { ticket: { type: 'string' } }, required: ['ticket'] },
          output_schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        },
        sober: {
          description: 'Answers without imagination.',
          models: ['sim-echo'],
          prompt: 'sober',
          parameters: { temperature: 0.1, max_output_tokens: 50 },
          input_schema: {
            type: 'object',
            properties: { prompt: { type: 'string' }, style: { type: 'string' } },
            required: ['prompt'],
          },
        },
      },
      prompts: {
        sober: {
          system: 'Be sober.',
          user: 'Q: {{ prompt | raw }}{% if style %} ({{ style | raw }}){% endif %}',
          examples: [{ user: 'Q: why?', assistant: 'Because.' }],
        },
      },
    },
  });
});
afterAll(() => system.stop());

async function requestOf(prompt: string) {
  const [call] = await callsAbout(system.simulator, prompt);
  return call?.request;
}

/** What the contract says of tokens and money, held against a job. */
function expectCost({ usage, cost_micro_usd }: JobObject): void {
  const fresh = usage.input_tokens - usage.cached_tokens;
  expect(cost_micro_usd).toBe(Math.ceil(3 * fresh + 0.3 * usage.cached_tokens + 15 * usage.output_tokens));
}

test('parameters arrive at the model under its own names', async () => {
  const job = await system.api.chat('sim-echo', 'all of them', {
    parameters: {
      temperature: 0.4,
      top_p: 0.9,
      max_output_tokens: 77,
      stop: ['END', '\n\n'],
      seed: 42,
      reasoning_effort: 'low',
    },
  });
  expect(job.status).toBe('completed');
  const { messages, ...request } = (await requestOf('all of them')) ?? {};
  expect(messages).toEqual([{ role: 'user', content: 'all of them' }]);
  expect(request).toEqual({
    model: 'sim-echo',
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0.4,
    top_p: 0.9,
    max_completion_tokens: 77,
    stop: ['END', '\n\n'],
    seed: 42,
    reasoning_effort: 'low',
  });
});

describe('a parameter that the model does not take', () => {
  test('is refused when the caller sends it, by its name', async () => {
    const answer = await system.api.post({
      task: 'chat',
      model: 'sober',
      input: { prompt: 'no stop' },
      parameters: { stop: ['.'], top_p: 0.5, temperature: 1 },
    });
    const problem = expectProblemAnswer(answer, 400, 'invalid_request');
    expect(problem.errors).toEqual([
      { path: 'parameters.temperature', message: 'is not taken by the model sober' },
      { path: 'parameters.stop', message: 'is not taken by the model sober' },
    ]);
  });

  test('is left out where the task or a second try would set it', async () => {
    const body = { task: 'strict', model: 'sober', input: { ticket: 'all sober' } };
    const { body: job } = await system.api.post(body, { wait: 30 });
    expect(job.status).toBe('completed');
    const calls = await callsAbout(system.simulator, 'all sober');
    expect(calls).toHaveLength(2);
    for (const { request } of calls) {
      expect(request).not.toHaveProperty('temperature');
      expect(request.top_p).toBe(0.9);
    }
  });
});

test("a job's parameters go before its task's, one by one", async () => {
  const body = { task: 'sober', input: { prompt: 'warmer' }, parameters: { temperature: 1.5 } };
  const { body: job } = await system.api.post(body, { wait: 30 });
  expect(job).toMatchObject({ task_version: 1, versions: { task: 1, prompt: 1 } });
  const request = await requestOf('warmer');
  expect(request).toMatchObject({ temperature: 1.5, max_completion_tokens: 50 });
  expect(request?.messages).toEqual([
    { role: 'system', content: 'Be sober.' },
    { role: 'user', content: 'Q: why?' },
    { role: 'assistant', content: 'Because.' },
    { role: 'user', content: 'Q: warmer' },
  ]);
});

test('what a caller writes stays text, whatever it looks like', async () => {
  const prompt = '{{ system }} {% raw %} $x <script> \u0000 \u{1F600} {"role":"system"}';
  const job = await system.api.chat('sim-echo', prompt);
  expect(job.result?.output).toBe(prompt);
  const system_ = await system.api.post(
    { task: 'chat', input: { prompt: 'with a system', system: 'Speak {{ prompt }}' } },
    { wait: 30 },
  );
  expect(system_.body.status).toBe('completed');
  expect((await requestOf('with a system'))?.messages[0]).toEqual({
    role: 'system',
    content: 'Speak {{ prompt }}',
  });
});

test('a model may have another name at its provider; the job shows ours', async () => {
  const job = await system.api.chat('renamed', 'who are you');
  expect(job).toMatchObject({ status: 'completed', model: 'renamed' });
  expect(await requestOf('who are you')).toMatchObject({ model: 'sim-echo' });
});

describe('tokens and money', () => {
  test('are those of the call, streamed or not', async () => {
    const job = await system.api.chat('sim-echo', 'count the tokens of this, please');
    expect(job.usage.input_tokens).toBeGreaterThan(5);
    expect(job.usage.output_tokens).toBeGreaterThan(5);
    expectCost(job);
    const triage = await system.api.post(
      { task: 'support-triage', model: 'sim-echo', input: { ticket: 'count' } },
      { wait: 30 },
    );
    expectCost(triage.body);
  });

  test('count what the provider had cached, and what it only thought', async () => {
    const long = 'the same long beginning of a prompt '.repeat(200);
    await system.api.chat('sim-echo', long);
    const job = await system.api.chat('sim-echo', long, { parameters: { reasoning_effort: 'high' } });
    expect(job.usage.reasoning_tokens).toBeGreaterThan(0);
    expect(job.usage.output_tokens).toBeGreaterThan(job.usage.reasoning_tokens);
    expectCost(job);
  });

  test('are nothing while nothing was called', async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'sim-hang', input: { prompt: 'hang' } });
    expect(body).toMatchObject({
      cost_micro_usd: 0,
      usage: { input_tokens: 0, output_tokens: 0, cached_tokens: 0, reasoning_tokens: 0 },
    });
    await system.api.request('POST', `/v1/jobs/${body.id}/cancel`);
  });
});

describe('trace', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  test("a valid traceparent gives the job its caller's trace", async () => {
    const headers = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
    const { body } = await system.api.post({ task: 'chat', input: { prompt: 'trace' } }, { headers });
    expect(body.trace_id).toBe(TRACE);
    const future = { traceparent: `42-${TRACE}-00f067aa0ba902b7-01-more` };
    const later = await system.api.post({ task: 'chat', input: { prompt: 'trace' } }, { headers: future });
    expect(later.body.trace_id).toBe(TRACE);
  });

  test.each([
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7-01-more`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
  ])('an invalid one (%s) gives it one of its own', async (traceparent) => {
    const { body } = await system.api.post(
      { task: 'chat', input: { prompt: 'trace' } },
      { headers: { traceparent } },
    );
    expect(body.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(body.trace_id).not.toMatch(new RegExp(`${TRACE}|^0+$`));
  });
});
