import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { withKey } from '../../support/tenant.ts';

let system: System;
const receiver = new Receiver();
let address: string;

const string = { type: 'string' };
const text = { type: 'object', properties: { prompt: string, system: string }, required: ['prompt'] };
const task = (settings: Record<string, unknown>) => ({
  ...{ description: 'For people.', models: ['sim-echo'], prompt: 'chat', input_schema: text },
  ...settings,
});
interface Shown {
  readonly id: string;
  readonly candidate?: unknown;
  readonly digest: string;
  readonly approvals: readonly unknown[];
}
type List = { readonly data: readonly Shown[]; readonly next_cursor: string | null };

beforeAll(async () => {
  address = await receiver.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      tasks: {
        unsure: task({ escalate: { when: "$contains(input.prompt, 'unsure')", message: 'Somebody looks.' } }),
        graded: task({ escalate: { min_confidence: 0.5 } }),
        dead: task({ models: ['sim-status-400'], escalate: { on: ['models_out', 'invalid_output'] } }),
        triaged: {
          ...{
            description: 'JSON.',
            models: ['sim-bad-json-shape-9'],
            prompt: 'support-triage',
            escalate: {},
          },
          input_schema: { type: 'object', properties: { ticket: { type: 'string' } }, required: ['ticket'] },
          output_schema: {
            ...{ type: 'object', required: ['category'], additionalProperties: false },
            properties: { category: { type: 'string', enum: ['a', 'b'] } },
          },
        },
        factual: task({ refuse: { missing: ['/prompt'], message: 'Say something.' } }),
        strict: task({ refuse: { when: "$contains(output, 'forbidden')" } }),
        broken: task({ refuse: { when: '$error("no")' } }),
        guarded: task({ require_approval: { role: 'legal' } }),
        watched: task({ require_approval: { quorum: 2 } }),
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const decide = <T = JobObject>(kind: string, id: string, body: unknown, api = system.api) =>
  api.request<T>('POST', `/v1/${kind}/${id}`, body);

/** Posts a job and waits until it waits for people, as its webhook says. */
async function waiting(name: string, prompt: string, more: Record<string, unknown> = {}): Promise<JobObject> {
  const webhook = { url: address, secret: receiver.secret };
  const input = name === 'triaged' ? { ticket: prompt } : { prompt };
  const { body } = await system.api.post({ task: name, input, webhook, ...more });
  const [message] = await receiver.waitFor(
    1,
    ({ body: { type, data } }) => data.id === body.id && type.startsWith('job.awaiting_'),
  );
  return message?.body.data ?? body;
}

async function person(): Promise<System['api']> {
  const scopes = ['approvals:read', 'approvals:decide', 'reviews:decide'];
  const { body } = await system.api.request<{ key: string; token: string }>('POST', '/v1/api-keys', {
    ...{ name: 'person', scopes },
  });
  return system.api.as(body.key ?? body.token);
}

describe('a review', () => {
  test('waits with a code, words for the end user and the candidate; nothing of it is readable in Redis', async () => {
    const job = await waiting('unsure', 'unsure canary-4711');
    expect(job).toMatchObject({
      status: 'awaiting_review',
      result: null,
      error: { code: 'review_required', message: 'Somebody looks.', stage: 'check_rules' },
    });
    const { body } = await system.api.get<List>('/v1/reviews?task=unsure');
    const shown = body.data.find(({ id }) => id === job.id);
    expect(String(shown?.candidate)).toContain('canary-4711');
    const { store } = system.installation;
    const part = await store.redis.getBuffer(store.keys.jobResult('default', job.id));
    expect(part?.includes('canary-4711')).toBe(false);
    expect(part?.length).toBeLessThan(4_096);
    expect(await store.redis.sismember(store.keys.runningJobs('default'), job.id)).toBe(0);
  });

  test('is resolved with an output; the result says that it comes from a person', async () => {
    const { id } = await waiting('unsure', 'unsure of the answer');
    expectProblemAnswer(
      await decide('reviews', id, { decision: 'resolve', output: 7 }),
      400,
      'invalid_request',
    );
    const { status, body } = await decide('reviews', id, { decision: 'resolve', output: 'mine' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ status: 'completed', error: null },
      result: { output: 'mine', finish_reason: 'reviewed' },
    });
    expectProblemAnswer(await decide('reviews', id, { decision: 'retry' }), 409, 'not_waiting');
    expect((await system.api.get<List>('/v1/reviews')).body.data.map((one) => one.id)).not.toContain(id);
  });

  test('sends a job back with guidance for the model; its answers so far are dropped', async () => {
    const { id } = await waiting('triaged', 'the guided ticket');
    const before = await callsAbout(system.simulator, 'the guided ticket');
    await decide('reviews', id, { decision: 'retry', guidance: 'choose category a' });
    await receiver.waitFor(2, ({ body }) => body.data.id === id && body.type === 'job.awaiting_review');
    const calls = await callsAbout(system.simulator, 'the guided ticket');
    expect(calls.length).toBeGreaterThan(before.length);
    expect(JSON.stringify(calls[before.length]?.request.messages)).toContain('choose category a');
    const { body } = await decide('reviews', id, { decision: 'resolve', output: { category: 'a' } });
    expect(body.result?.output).toEqual({ category: 'a' });
  });

  test('refuses a job', async () => {
    const { id } = await waiting('unsure', 'unsure, refuse');
    const { body } = await decide('reviews', id, {
      decision: 'refuse',
      reason: 'spam',
      message: 'Not for us.',
    });
    expect(body).toMatchObject({
      ...{ status: 'refused', result: null },
      error: { code: 'review_refused', message: 'Not for us.' },
    });
  });

  test('is decided once, whoever decides at the same time', async () => {
    const { id } = await waiting('unsure', 'unsure of many');
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, (_, i) => decide('reviews', id, { decision: 'resolve', output: `${i}` })),
      system.api.request('POST', `/v1/jobs/${id}/cancel`),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  });

  test('of what no model has answered, of no known confidence, or of an output that never fits', async () => {
    expect((await waiting('graded', 'graded')).error?.code).toBe('low_confidence');
    expect((await waiting('triaged', 'never fits')).error?.code).toBe('invalid_output');
  });

  test('ends with a job that is cancelled, deleted or expires', async () => {
    const cancelled = await waiting('unsure', 'unsure, cancel');
    const { body } = await system.api.request('POST', `/v1/jobs/${cancelled.id}/cancel`);
    expect(body.error?.code).toBe('cancelled');
    const deleted = await waiting('unsure', 'unsure, delete');
    expect((await system.api.request('DELETE', `/v1/jobs/${deleted.id}`)).status).toBe(200);
    const expiring = await waiting('unsure', 'unsure, expire', { expires_in_seconds: 2 });
    expect((await system.api.finished(expiring.id)).status).toBe('expired');
    const ids = (await system.api.get<List>('/v1/reviews?limit=100')).body.data.map(({ id }) => id);
    for (const { id } of [cancelled, deleted, expiring]) expect(ids).not.toContain(id);
  });
});

describe('a refusal', () => {
  test('of what lacks what the task needs, before any model is called', async () => {
    const { body } = await system.api.post({ task: 'factual', input: { prompt: '  ' } }, { wait: 30 });
    expect(body).toMatchObject({
      ...{ status: 'refused', cost_micro_usd: 0 },
      error: { code: 'missing_context', message: 'Say something.' },
    });
  });

  test('by a rule of the task; one that cannot be evaluated lets nothing pass', async () => {
    const { body } = await system.api.post({ task: 'strict', input: { prompt: 'forbidden' } }, { wait: 30 });
    expect(body).toMatchObject({ status: 'refused', error: { code: 'declined_by_rule' } });
    const broken = await system.api.post({ task: 'broken', input: { prompt: 'any' } }, { wait: 30 });
    expect(broken.body).toMatchObject({ status: 'failed', error: { code: 'rule_failed' }, result: null });
  });
});

describe('an approval', () => {
  test('needs as many as the task says, each once, none of them who asked', async () => {
    const { id, error } = await waiting('watched', 'to be approved');
    expect(error?.code).toBe('approval_required');
    expect(await callsAbout(system.simulator, 'to be approved')).toEqual([]);
    const yes = { decision: 'approve', reason: 'fine' };
    expectProblemAnswer(await decide('approvals', id, yes), 403, 'forbidden');
    const [one, other] = [await person(), await person()];
    const { body: shown } = await one.get<Shown>(`/v1/approvals/${id}`);
    const stale = await decide('approvals', id, { ...yes, digest: 'another' }, one);
    expectProblemAnswer(stale, 409, 'not_waiting');
    const first = await decide('approvals', id, { ...yes, digest: shown.digest }, one);
    expect(first.body.status).toBe('awaiting_approval');
    expectProblemAnswer(await decide('approvals', id, yes, one), 409, 'already_decided');
    await decide('approvals', id, yes, other);
    expect((await system.api.finished(id)).status).toBe('completed');
  });

  test('of two at once counts both', async () => {
    const { id } = await waiting('watched', 'at once');
    const yes = { decision: 'approve', reason: 'fine' };
    const people = await Promise.all([person(), person()]);
    const answers = await Promise.all(people.map((api) => decide('approvals', id, yes, api)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await system.api.finished(id)).status).toBe('completed');
  });

  test('for a role is not for a key without it', async () => {
    const { id } = await waiting('guarded', 'for lawyers');
    const answer = await decide('approvals', id, { decision: 'deny', reason: 'no' }, await person());
    expect(expectProblemAnswer(answer, 403, 'forbidden').detail).toContain('legal');
    const lawyer = await withKey(system.api, { scopes: ['approvals:decide'], roles: ['legal'] });
    const yes = { decision: 'approve', reason: 'fine' };
    expect((await decide('approvals', id, yes, lawyer.api)).status).toBe(200);
    expect((await system.api.finished(id)).status).toBe('completed');
  });

  test('of a hundred jobs holds no slot: another job of the model runs at once', async () => {
    const jobs = await Promise.all(Array.from({ length: 100 }, (_, i) => waiting('watched', `many ${i}`)));
    const { queues, store } = system.installation;
    expect(await queues.queue('model.sim-echo').getActiveCount()).toBe(0);
    expect(
      await store.redis.zcard(store.keys.awaitingPeople('default', 'awaiting_approval')),
    ).toBeGreaterThan(99);
    expect((await system.api.chat('sim-echo')).status).toBe('completed');
    const { body } = await system.api.get<List>('/v1/approvals?task=watched&limit=60');
    const rest = await system.api.get<List>(`/v1/approvals?task=watched&limit=60&cursor=${body.next_cursor}`);
    const listed = [...body.data, ...rest.body.data].map(({ id }) => id);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(jobs.map(({ id }) => id)));
  });

  test('that is denied ends the job refused', async () => {
    const { id } = await waiting('watched', 'denied');
    const { body } = await decide('approvals', id, { decision: 'deny', reason: 'no' }, await person());
    expect(body).toMatchObject({ status: 'refused', error: { code: 'approval_denied' } });
  });
});
