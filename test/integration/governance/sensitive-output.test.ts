import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { type System, startSystem } from '../../support/system.ts';

const OWN = 'rosalind.pemberton@customer.example';
const NAME = 'Margaret Holloway';
const MAIL = 'm.holloway@corp.example';
const PHONE = '+44 20 7946 0958';
/** What the simulator's echo answers, as a model would that knows more than it was asked. */
const KNOWN = `Our engineer is ${NAME}, ${MAIL}.`;

let system: System;

beforeAll(async () => {
  const base = {
    ...{ description: 'test', models: ['sim-echo'], prompt: 'knowing' },
    input_schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  };
  // The simulator fills a schema with what it names first.
  const contact = (...values: string[]) => ({
    ...{ type: 'object', required: ['contact', 'said'], additionalProperties: false },
    properties: { contact: { enum: values }, said: { type: 'string' } },
  });
  const typed = { ...base, prompt: 'said', guardrails: { sensitive_output: {} } };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      prompts: {
        knowing: { user: `{{ text | raw }} ${KNOWN}` },
        said: { user: '{{ text | raw }}' },
      },
      tasks: {
        replaced: { ...base, guardrails: { sensitive_output: {} } },
        streamed: { ...base, stream: true, guardrails: { sensitive_output: {} } },
        secrets: { ...base, guardrails: { sensitive_output: { classes: ['api_key', 'phone'] } } },
        flagged: { ...base, guardrails: { sensitive_output: { action: 'flag' } } },
        blocked: { ...base, guardrails: { sensitive_output: { action: 'block' } } },
        typed: { ...typed, output_schema: contact(MAIL, '[email]') },
        promised: { ...typed, output_schema: contact(MAIL) },
      },
    },
  });
});
afterAll(() => system.stop());

const ask = async (task: string, text: string): Promise<JobObject> =>
  (await system.api.post({ task, input: { text } }, { wait: 30 })).body;

const guardrailOf = async ({ id }: JobObject) => {
  const { body } = await system.api.get<{ data: { stages?: { name: string }[] }[] }>(
    `/v1/jobs/${id}/timeline`,
  );
  return body.data.flatMap(({ stages = [] }) => stages).filter(({ name }) => name === 'guardrail');
};

describe('personal data in an output that was not in the input', () => {
  test('is replaced by what it is, and what was in the input stays', async () => {
    const job = await ask('replaced', `I am at ${OWN}.`);
    expect(job.result?.output).toBe(`I am at ${OWN}. Our engineer is [person_name], [email].`);
    const told = await guardrailOf(job);
    expect(told).toMatchObject([
      { verdict: 'rewrite', code: 'sensitive_data', details: { guardrail: 'sensitive_output' } },
    ]);
    expect(JSON.stringify(told)).toMatch(/1 × person_name.*1 × email/);
    expect(JSON.stringify(told)).not.toMatch(/Holloway/i);
  });

  test('stays where the input has it as well', async () => {
    const job = await ask('replaced', `Is it ${NAME.toUpperCase()} (${MAIL})?`);
    expect(job.result?.output).toMatch(/Holloway/i);
    expect(job.result?.output).toMatch(MAIL);
    expect(await guardrailOf(job)).toEqual([]);
  });

  test('is not heard in a stream either', async () => {
    const job = await ask('streamed', 'Who is it?');
    const events = await fetch(`${system.url}/v1/jobs/${job.id}/events`, {
      headers: { authorization: system.api.authorization },
    });
    const heard = await events.text();
    expect(heard).toContain('[person_name]');
    expect(heard).not.toContain('Holloway');
  });

  test('stays where the task names other classes', async () => {
    expect((await ask('secrets', 'Who is it?')).result?.output).toBe(`Who is it? ${KNOWN}`);
  });

  test('is told and left where the task only flags it', async () => {
    const job = await ask('flagged', 'Who is it?');
    expect(job.result?.output).toBe(`Who is it? ${KNOWN}`);
    expect(await guardrailOf(job)).toMatchObject([{ verdict: 'flag', code: 'sensitive_data' }]);
  });

  test('keeps the answer back where the task says so', async () => {
    expect(await ask('blocked', 'Who is it?')).toMatchObject({
      ...{ status: 'refused', result: null },
      error: { code: 'guardrail_blocked', stage: 'guard_output' },
    });
  });

  test('is found in every value of a JSON output', async () => {
    const { result } = await ask('typed', `call ${PHONE} or not`);
    expect(result?.output).toEqual({ contact: '[email]', said: `call ${PHONE} or not` });
  });

  test('keeps a JSON output back that is not as promised without it', async () => {
    expect(await ask('promised', 'hello')).toMatchObject({
      ...{ status: 'refused', error: { code: 'guardrail_blocked', stage: 'guard_output' } },
    });
  });
});
