import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Stage {
  readonly name: string;
  readonly verdict: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const scripted = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const model = (more: object = {}) => simulatedModel({ base_url: address, ...more });
  const address = await scripted.start();
  const task = {
    ...{ description: 'test', models: ['first', 'second'], prompt: 'said' },
    input_schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
    output_schema: {
      ...{ type: 'object', additionalProperties: false, required: ['due', 'total', 'state'] },
      properties: {
        due: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$', 'x-normalise': 'date' },
        total: { type: 'number', 'x-normalise': 'decimal' },
        state: { enum: ['open', 'paid'], 'x-normalise': 'enum' },
      },
    },
  };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { first: model(), second: model() },
      prompts: { said: { user: '{{ text | raw }}' } },
      tasks: {
        invoice: { ...task, confidence: { signals: ['validation', 'guardrails'] } },
        bounded: { ...task, max_cost_micro_usd: 3_000, max_output_attempts: 3 },
        sure: {
          ...task,
          confidence: { signals: ['validation'] },
          escalate: { min_confidence: 0.8 },
        },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await scripted.stop();
});

/** Runs a job whose models answer with these texts, one after the other. */
async function run(task: string, ...answers: string[]): Promise<JobObject> {
  const posted = system.api.post({ task, input: { text: 'Read the invoice.' } }, { wait: 30 });
  for (const answer of answers) {
    const call = await scripted.next();
    call.write(answer);
    call.end();
  }
  return (await posted).body;
}

async function stagesOf({ id }: JobObject): Promise<Stage[]> {
  const { body } = await system.api.get<{ data: { stages?: Stage[] }[] }>(`/v1/jobs/${id}/timeline`);
  return body.data.flatMap(({ stages = [] }) => stages);
}

const GOOD = '{"due": "5.3.2024", "total": "€ 1,234.50", "state": "PAID"}';
const RESULT = { due: '2024-03-05', total: 1234.5, state: 'paid' };

test('values are written in the forms that the schema names, before they are held to it', async () => {
  const posted = system.api.post({ task: 'invoice', input: { text: 'Read.' } }, { wait: 30 });
  const call = await scripted.next();
  // Strict providers refuse keywords that they do not know.
  expect(JSON.stringify(call.body.response_format)).toContain('"total":{"type":"number"}');
  call.write(GOOD);
  call.end();
  const { body: job } = await posted;
  expect(job).toMatchObject({ status: 'completed', result: { output: RESULT, confidence: 1 } });
  const [rated] = (await stagesOf(job)).filter(({ name }) => name === 'confidence');
  expect(rated?.details).toEqual({ validation: 1, guardrails: 1, confidence: 1 });
});

test('what was mended stands in the timeline, and lessens the confidence', async () => {
  const job = await run('invoice', `Here it is:\n\`\`\`json\n${GOOD.replace('}', ',}')}\n\`\`\``);
  expect(job).toMatchObject({ status: 'completed', result: { output: RESULT, confidence: 0.9 } });
  const [repair] = (await stagesOf(job)).filter(({ name }) => name === 'repair');
  expect(repair).toMatchObject({ verdict: 'repaired' });
  expect(String(repair?.details?.repairs).split(',').sort()).toEqual([
    'code_fence',
    'extra_comma',
    'surrounding_text',
  ]);
});

test('the ladder: mended, asked again, the next model; every call is billed', async () => {
  const bad = '{"due": "soon", "total": 1, "state": "paid"}';
  const job = await run('invoice', bad, bad, GOOD);
  expect(job).toMatchObject({
    ...{ status: 'completed', model: 'second', usage: { input_tokens: 30, output_tokens: 15 } },
    result: { output: RESULT },
  });
  const calls = (await stagesOf(job)).filter(
    ({ name, verdict }) => name === 'model_call' && verdict === 'answered',
  );
  expect(calls.map(({ details }) => details?.model)).toEqual(['first', 'first', 'second']);
});

test('the ladder ends where the job may cost no more', async () => {
  const bad = '{"due": "soon", "total": 1, "state": "paid"}';
  const posted = system.api.post({ task: 'bounded', input: { text: 'Read.' } }, { wait: 30 });
  const call = await scripted.next();
  call.write(bad);
  call.end('stop', { prompt_tokens: 2_000, completion_tokens: 450 });
  const { body: job } = await posted;
  expect(job).toMatchObject({ status: 'failed', error: { code: 'too_expensive' }, cost_micro_usd: 2_900 });
});

test('an answer that is not sure enough goes to a person', async () => {
  const bad = '{"due": "soon", "total": 1, "state": "paid"}';
  const posted = await system.api.post({ task: 'sure', input: { text: 'Read.' } });
  for (const answer of [bad, GOOD]) {
    const call = await scripted.next();
    call.write(answer);
    call.end();
  }
  const { id } = posted.body;
  await expect
    .poll(async () => (await system.api.get(`/v1/jobs/${id}`)).body.status, { interval: 20 })
    .toBe('awaiting_review');
  const { body: review } = await system.api.get<{ candidate: unknown; signals: object }>(`/v1/reviews/${id}`);
  expect(review).toMatchObject({ candidate: RESULT, signals: { confidence: 0.7 } });
  expect((await run('sure', GOOD)).status).toBe('completed');
});

test('a form that there is not is refused when the task is stored', async () => {
  const refused = await system.api.request('PUT', '/v1/catalog/tasks/odd', {
    ...{ description: 'test', prompt: 'said', models: ['first'] },
    input_schema: { type: 'object', properties: { text: { type: 'string' } } },
    output_schema: { type: 'object', properties: { due: { 'x-normalise': 'day' } } },
  });
  expectProblemAnswer(refused, 400, 'invalid_definition');
});
