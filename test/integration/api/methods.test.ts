import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const paths = new Map<string, string[]>();
for (const { path, method } of routes) {
  paths.set(path, [...(paths.get(path) ?? []), method.toUpperCase()]);
}
for (const page of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs']) paths.set(page, ['GET']);

/** The methods that an `Allow` header names. */
function allowed(headers: Headers): Set<string> {
  return new Set((headers.get('allow') ?? '').split(', '));
}

describe.each([...paths])('%s', (path, methods) => {
  const address = path.replace(/:\w+/g, `job_${'0'.repeat(22)}`);
  const expected = new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']);

  test('answers every other method with 405 and the methods there are', async () => {
    for (const method of METHODS.filter((candidate) => !methods.includes(candidate))) {
      const answer = await system.api.request(method, address);
      expectProblemAnswer(answer, 405, 'method_not_allowed');
      expect(allowed(answer.headers)).toEqual(expected);
    }
  });

  test('tells its methods to OPTIONS', async () => {
    const { status, headers } = await system.api.request('OPTIONS', address);
    expect(status).toBe(204);
    expect(allowed(headers)).toEqual(expected);
  });
});

describe('HEAD', () => {
  test('answers as GET does, without the body', async () => {
    const { body: job } = await system.api.post({ task: 'chat', input: { prompt: 'head' } }, { wait: 30 });
    const get = await system.api.get(`/v1/jobs/${job.id}`);
    const head = await system.api.request('HEAD', `/v1/jobs/${job.id}`);
    expect(head.status).toBe(200);
    expect(head.body).toBeUndefined();
    for (const name of ['etag', 'content-type', 'content-length']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
  });

  test('answers 404 for what is not there', async () => {
    expect((await system.api.request('HEAD', '/v1/nothing')).status).toBe(404);
    expect((await system.api.request('HEAD', `/v1/jobs/job_${'0'.repeat(22)}`)).status).toBe(404);
  });

  test('does not wait for the events of a job that is not final', async () => {
    const { body: job } = await system.api.post({ task: 'chat', model: 'sim-hang', input: { prompt: 'a' } });
    const { status, headers } = await system.api.request('HEAD', `/v1/jobs/${job.id}/events`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/event-stream');
    await system.api.request('POST', `/v1/jobs/${job.id}/cancel`);
  });
});

test.each(['/v1', '/v1/job', '/v1/jobs/a/b/c', '/docs/assets/nothing.js', '/docs/assets/'])(
  '%s answers 404 to every method, with or without a key',
  async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      expectProblemAnswer(await system.api.request(method, path), 404, 'not_found');
      expectProblemAnswer(await system.api.as('nobody').request(method, path), 404, 'not_found');
    }
  },
);
