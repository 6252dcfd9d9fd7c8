import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import type { ApiClient } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, withKey } from '../../support/tenant.ts';

let system: System;
let stranger: ApiClient;
let keyId: string;
let jobId: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  stranger = (await newTenant(system.api)).api;
  keyId = (await withKey(system.api)).id;
  const { body } = await system.api.post({ task: 'chat', input: { prompt: 'mine' } }, { wait: 30 });
  jobId = body.id;
});
afterAll(() => system.stop());

const BODIES: Readonly<Record<string, unknown>> = { '/v1/jobs/:id/feedback': { score: 1 } };
const withJob = routes.filter(({ path }) => path.startsWith('/v1/jobs/:id'));

/** What an answer says, without what differs between any two requests. */
async function ask(method: string, path: string, id: string, body: unknown) {
  const answer = await stranger.request(method.toUpperCase(), path.replace(':id', id), body);
  const { trace_id: _trace, ...problem } = expectProblemAnswer(answer, 404, 'not_found');
  return {
    problem: JSON.stringify(problem).replaceAll(id, '<id>'),
    headers: [...answer.headers.keys()].sort(),
  };
}

describe("another tenant's id is one that does not exist", () => {
  test.each(withJob.map(({ method, path }) => [method, path] as const))('%s %s', async (method, path) => {
    const unknown = `${jobId.slice(0, -1)}${jobId.endsWith('0') ? '1' : '0'}`;
    const body = BODIES[path];
    expect(await ask(method, path, jobId, body)).toEqual(await ask(method, path, unknown, body));
  });

  test('delete /v1/api-keys/:id', async () => {
    const path = '/v1/api-keys/:id';
    const unknown = `key_${'0'.repeat(22)}`;
    expect(await ask('delete', path, keyId, undefined)).toEqual(
      await ask('delete', path, unknown, undefined),
    );
  });

  test('and stays as it was', async () => {
    const { status, body } = await system.api.get(`/v1/jobs/${jobId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'completed', result: { output: 'mine' } });
  });
});

test('a tenant sees its own keys and audit trail only', async () => {
  const keys = await stranger.get<{ data: { tenant: string; id: string }[] }>('/v1/api-keys?limit=100');
  expect(new Set(keys.body.data.map(({ tenant }) => tenant)).size).toBe(1);
  expect(keys.body.data.map(({ id }) => id)).not.toContain(keyId);
  const mine = await system.api.get<{ data: { target: string }[] }>('/v1/audit');
  const theirs = await stranger.get<{ data: { target: string }[] }>('/v1/audit');
  expect(mine.body.data.map(({ target }) => target)).toContain(keyId);
  expect(theirs.body.data.map(({ target }) => target)).not.toContain(keyId);
});
