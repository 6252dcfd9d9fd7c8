import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import type { ApiClient } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

/** A staff number behind a word for it; a contract's with check digits; a project's, of which the class is left. */
const CLASSES = [
  { name: 'staff_number', pattern: 'P-\\d{6}', context_words: ['Mitarbeiter', 'staff'] },
  { name: 'contract', pattern: '\\b\\d{11}\\b', checksum: 'luhn' },
  { name: 'project', pattern: 'PRJ-[A-Z]+', method: 'replace' },
  { name: 'cell', pattern: 'y[^z]*z|y' },
];

let system: System;

beforeAll(async () => {
  const base = {
    ...{ description: 'test', models: ['sim-echo'], prompt: 'said' },
    input_schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      prompts: {
        said: { user: '{{ text | raw }}' },
        knowing: { user: '{{ text | raw }} PRJ-FALCON' },
      },
      tasks: {
        said: base,
        answering: { ...base, prompt: 'knowing', guardrails: { sensitive_output: { classes: ['email'] } } },
      },
      policies: {
        default: {
          cedar: `@redact("none") permit (principal, action, resource);
            forbid (principal, action == Action::"call_model", resource)
            when { context.data_classes.contains("contract") };`,
        },
      },
    },
  });
});
afterAll(() => system.stop());

const ask = async (api: ApiClient, text: string, task = 'said'): Promise<JobObject> =>
  (await api.post({ task, input: { text } }, { wait: 30 })).body;

/** What the simulator was sent that has a mark. */
const sentFor = async (mark: string): Promise<string> => {
  const calls = await callsAbout(system.simulator, mark);
  return JSON.stringify(calls.map(({ request }) => request.messages));
};

describe("a tenant's own classes", () => {
  test('are replaced whatever policy says, put back in the answer, and nobody else’s', async () => {
    const owner = await newTenant(system.api, { data_classes: CLASSES });
    const other = await newTenant(system.api);
    const text = 'mark-one: the MITARBEITER P-123456 has a room, and P-123456 has a desk';
    expect((await ask(owner.api, text)).result?.output).toBe(text);
    expect(await sentFor('mark-one')).toMatch(/staff_number_[a-z\d]{9} has a room/);
    expect(await sentFor('mark-one')).not.toContain('P-123456');

    await ask(owner.api, 'mark-two: bus stop P-123456');
    expect(await sentFor('mark-two')).toContain('bus stop P-123456');
    await ask(other.api, 'mark-three: staff P-123456');
    expect(await sentFor('mark-three')).toContain('staff P-123456');
  });

  test('are told to policies by their names, where the check digits are right', async () => {
    const owner = await newTenant(system.api, { data_classes: CLASSES });
    expect((await ask(owner.api, 'about 79927398713 now')).status).not.toBe('completed');
    expect((await ask(owner.api, 'about 79927398714 now')).status).toBe('completed');
  });

  test('are replaced as they say, and looked for in outputs', async () => {
    const owner = await newTenant(system.api, { data_classes: CLASSES });
    expect((await ask(owner.api, 'mark-four PRJ-EAGLE')).result?.output).toBe('mark-four [project]');
    expect((await ask(owner.api, 'which one?', 'answering')).result?.output).toBe('which one? [project]');
  });

  test('hold for jobs that begin ten seconds after they were changed, and are told and kept', async () => {
    const { id, api } = await newTenant(system.api);
    const changed = await system.api.request('PATCH', `/v1/tenants/${id}`, { data_classes: CLASSES });
    expect(changed.body).toMatchObject({ data_classes: CLASSES });
    const { body } = await system.api.get(`/v1/tenants/${id}`);
    expect(body).toMatchObject({
      data_classes: [{ name: 'staff_number', method: 'pseudonymise' }, {}, {}, {}],
    });
    expect((await ask(api, 'PRJ-EAGLE')).result?.output).toBe('[project]');
    const trail = await system.api.get<unknown>('/v1/audit?scope=installation&limit=1');
    // The trail has long values by their digest.
    expect(JSON.stringify(trail.body)).toMatch(/data_classes: \[\] -> sha256:[a-f\d]{64}/);
  });

  test('whose search takes too long end the job, and none is sent without it', async () => {
    const owner = await newTenant(system.api, { data_classes: CLASSES });
    const job = await ask(owner.api, `mark-five ${'y'.repeat(400_000)}`);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'redaction_failed', stage: 'redact' } });
    expect(await callsAbout(system.simulator, 'mark-five')).toEqual([]);
  });

  test.each([
    ['a pattern that looks ahead', { pattern: 'a(?=b)' }, /linear time/],
    ['a pattern that refers to a group', { pattern: '(a)\\1' }, /linear time/],
    ['a pattern that is none', { pattern: '(a' }, /pattern/i],
    ['a pattern tied to the ends of a text', { pattern: '^P-[0-9]{6}$' }, /ends of a text/],
    ['a pattern found in an empty text', { pattern: 'a*' }, /empty text/],
    ['a pattern that is too long to search for', { pattern: '[a-z]{900}' }, /too long/],
    ['the name of a class that all have', { name: 'email' }, /every tenant/],
    ['an unknown checksum', { checksum: 'sha1' }, /checksum/],
  ])('are refused with %s', async (_what, fault, told) => {
    const answer = await system.api.request('PATCH', '/v1/tenants/default', {
      data_classes: [{ name: 'mine', pattern: 'a', ...fault }],
    });
    expectProblemAnswer(answer, 400, 'invalid_request');
    expect(JSON.stringify(answer.body)).toMatch(told);
  });

  test('are refused twice', async () => {
    const one = { name: 'mine', pattern: 'a' };
    const answer = await system.api.request('PATCH', '/v1/tenants/default', { data_classes: [one, one] });
    expectProblemAnswer(answer, 400, 'invalid_request');
  });
});
