import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout, setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { withKey } from '../../support/tenant.ts';

let system: System;
const receiver = new Receiver();
let address: string;

beforeAll(async () => {
  address = await receiver.start();
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const retry = (id: string) => system.api.request('POST', `/v1/jobs/${id}/retry`);

/** A job whose first call meets a fault that fails it for good. */
async function failedJob(prompt: string, more: Record<string, unknown> = {}): Promise<JobObject> {
  await setFault(system.simulator, { model: 'sim-echo', status: 400, count: 1 });
  const webhook = { url: address, secret: receiver.secret };
  return system.api.chat('sim-echo', prompt, { webhook, ...more });
}

test('a failed job runs again under a new deadline and tells its new outcome', async () => {
  const failed = await failedJob('try again', { expires_in_seconds: 100 });
  expect(failed).toMatchObject({ status: 'failed', attempts: 1, error: { stage: 'call_model' } });
  const { status, body } = await retry(failed.id);
  expect(status).toBe(202);
  expect(body).toMatchObject({
    status: expect.stringMatching(/queued|running/),
    finished_at: null,
    error: null,
  });
  expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.parse(failed.expires_at));
  expect(Date.parse(body.expires_at) - Date.now()).toBeLessThanOrEqual(100_000);

  const done = await system.api.finished(failed.id);
  expect(done).toMatchObject({ status: 'completed', attempts: 2, result: { output: 'try again' } });
  expect(done.created_at).toBe(failed.created_at);
  const messages = await receiver.waitFor(2, ({ body: message }) => message.data.id === failed.id);
  expect(messages.map((message) => message.body.type)).toEqual(['job.failed', 'job.completed']);
  expect(messages[1] && receiver.verify(messages[1])).toMatchObject({ data: done });
  expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
});

test('a job that fails again can be retried again', async () => {
  const failed = await failedJob('again and again');
  await setFault(system.simulator, { model: 'sim-echo', status: 400, count: 1 });
  await retry(failed.id);
  const twice = await system.api.finished(failed.id);
  expect(twice).toMatchObject({ status: 'failed', attempts: 2 });
  await retry(failed.id);
  expect(await system.api.finished(failed.id)).toMatchObject({ status: 'completed', attempts: 3 });
  expect(await callsAbout(system.simulator, 'again and again')).toHaveLength(3);
});

test('many retries at once are one', async () => {
  const failed = await failedJob('once');
  const answers = await Promise.all(Array.from({ length: 10 }, () => retry(failed.id)));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  await system.api.finished(failed.id);
  expect(await callsAbout(system.simulator, 'once')).toHaveLength(2);
});

test('takes the scope of operators and stands in the audit trail', async () => {
  const failed = await failedJob('who did it');
  const application = await withKey(system.api);
  const refused = await application.api.request('POST', `/v1/jobs/${failed.id}/retry`);
  expect(expectProblemAnswer(refused, 403, 'forbidden').detail).toContain('jobs:operate');
  await retry(failed.id);
  const audit = await system.api.get<{ data: Record<string, string>[] }>('/v1/audit?limit=5');
  expect(audit.body.data).toContainEqual(
    expect.objectContaining({
      action: 'job.redrive',
      target: failed.id,
      actor: expect.stringMatching(/^key:/),
    }),
  );
});

describe('what has not failed cannot be retried', () => {
  test.each([
    ['completed', 'sim-echo'],
    ['refused', 'sim-refuse'],
  ])('a %s job', async (status, model) => {
    const job = await system.api.chat(model, 'fine');
    expect(job.status).toBe(status);
    expect(expectProblemAnswer(await retry(job.id), 409, 'job_not_failed').detail).toContain(status);
  });

  test('a running and a cancelled one', async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'sim-hang', input: { prompt: 'hang' } });
    expectProblemAnswer(await retry(body.id), 409, 'job_not_failed');
    await system.api.request('POST', `/v1/jobs/${body.id}/cancel`);
    expectProblemAnswer(await retry(body.id), 409, 'job_not_failed');
  });

  test('a failed one that was deleted', async () => {
    const failed = await failedJob('gone');
    await system.api.request('DELETE', `/v1/jobs/${failed.id}`);
    expectProblemAnswer(await retry(failed.id), 409, 'job_not_failed');
  });
});
