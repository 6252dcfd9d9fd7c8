import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiAnswer } from '../../support/api-client.ts';
import { ApiDescription } from '../../support/api-description.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let description: ApiDescription;
const told = new Set<string>();

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  description = await ApiDescription.read(system.url);
});
afterAll(() => system.stop());

/** Sends a request and holds its answer against the description. */
async function send<T = { id: string; status: string; next_cursor: string | null }>(
  method: string,
  path: string,
  more: { body?: unknown; id?: string; query?: string; headers?: Record<string, string> } = {},
): Promise<ApiAnswer<T>> {
  const address = path.replace('{id}', more.id ?? '') + (more.query ?? '');
  const answer = await system.api.request<T>(method.toUpperCase(), address, more.body, more.headers);
  expect(description.differences(method, path, answer), `${method} ${path} ${answer.status}`).toBeUndefined();
  told.add(`${method} ${path} ${answer.status}`);
  return answer;
}

function post(body: unknown, prefer = 'wait=0') {
  return send('post', '/v1/jobs', { body, headers: { 'idempotency-key': randomUUID(), prefer } });
}

const chat = (prompt: string, more: Record<string, unknown> = {}) => ({
  task: 'chat',
  input: { prompt },
  ...more,
});

test('real answers about jobs are as they are described', async () => {
  const everything = chat('everything', {
    subject: 'someone',
    metadata: { a: 'b' },
    parameters: { temperature: 0 },
    priority: 'batch',
    sensitivity: 'restricted',
    expires_in_seconds: 60,
  });
  const { body: done } = await post(everything, 'wait=30');
  expect(done.status).toBe('completed');
  const { body: failed } = await post(chat('failed', { model: 'sim-status-400' }), 'wait=30');
  const { body: refused } = await post(chat('refused', { model: 'sim-refuse' }), 'wait=30');
  const { body: expired } = await post(
    chat('expired', { model: 'sim-hang', expires_in_seconds: 1 }),
    'wait=10',
  );
  const { body: hanging } = await post(chat('hanging', { model: 'sim-hang' }));
  expect([failed.status, refused.status, expired.status]).toEqual(['failed', 'refused', 'expired']);
  await post({ task: 'support-triage', input: { ticket: 'help' } }, 'wait=30');
  await post({ task: 'nothing', input: {} });
  await post({});

  for (const { id } of [done, failed, refused, expired, hanging]) {
    const { headers } = await send('get', '/v1/jobs/{id}', { id });
    await send('get', '/v1/jobs/{id}', { id, headers: { 'if-none-match': headers.get('etag') ?? '' } });
    await send('get', '/v1/jobs/{id}/timeline', { id });
  }
  await send('get', '/v1/jobs', { query: '?limit=2' });
  await send('get', '/v1/jobs', { query: '?limit=a' });
  await send('post', '/v1/jobs/{id}/cancel', { id: hanging.id });
  await send('post', '/v1/jobs/{id}/cancel', { id: done.id });
  await send('post', '/v1/jobs/{id}/retry', { id: failed.id });
  await send('post', '/v1/jobs/{id}/retry', { id: done.id });
  await send('post', '/v1/jobs/{id}/feedback', { id: done.id, body: { score: 1, correction: [1] } });
  await send('delete', '/v1/jobs/{id}', { id: done.id });
  await send('get', '/v1/jobs/{id}', { id: done.id });
  await send('get', '/v1/jobs/{id}', { id: `job_${'0'.repeat(22)}` });
});

test('the final event of a stream is a job as it is described', async () => {
  const { body } = await post(chat('stream'), 'wait=30');
  const response = await fetch(`${system.url}/v1/jobs/${body.id}/events`, {
    headers: { authorization: system.api.authorization },
  });
  const answer = { status: response.status, headers: response.headers, body: await response.text() };
  expect(description.differences('get', '/v1/jobs/{id}/events', answer)).toBeUndefined();
  told.add('get /v1/jobs/{id}/events 200');
  const last = answer.body.trim().split('\n\n').at(-1) ?? '';
  const check = description.compile({ $ref: '#/components/schemas/Job' });
  expect(check(JSON.parse(/^data: (.*)$/m.exec(last)?.[1] ?? '')), JSON.stringify(check.errors)).toBe(true);
  const id = /^id: (.*)$/m.exec(last)?.[1] ?? '';
  await send('get', '/v1/jobs/{id}/events', { id: body.id, headers: { 'last-event-id': id } });
});

test('real answers about tenants, keys and the audit trail are, too', async () => {
  const id = `tenant-${randomUUID().slice(0, 8)}`;
  await send('post', '/v1/tenants', { body: { id, retention_days: 1 } });
  await send('post', '/v1/tenants', { body: { id } });
  await send('patch', '/v1/tenants/{id}', { id, body: { weight: 2 } });
  await send('get', '/v1/tenants/{id}', { id });
  await send('get', '/v1/tenants');
  await send('patch', '/v1/tenants/{id}', { id, body: { limits: { concurrency: 5 } } });
  await send('patch', '/v1/tenants/{id}', { id, body: { limits: { concurrency: 0 } } });
  const { body: key } = await send('post', '/v1/api-keys', { body: { name: 'a', expires_in_seconds: 60 } });
  await send('get', '/v1/api-keys');
  await send('delete', '/v1/api-keys/{id}', { id: key.id });
  await send('get', '/v1/audit', { query: '?limit=1' });
  await send('get', '/v1/audit', { query: '?scope=installation' });
  await send('get', '/v1/audit/verify');
  await send('post', '/v1/tenants/{id}/rotate-key', { id });
  const response = await fetch(`${system.url}/v1/audit/export`, {
    headers: { authorization: system.api.authorization },
  });
  const answer = { status: response.status, headers: response.headers, body: await response.text() };
  expect(description.differences('get', '/v1/audit/export', answer)).toBeUndefined();
  told.add('get /v1/audit/export 200');
});

test('every answer of the description about these was heard', () => {
  const mine = /^\w+ \/v1\/(jobs|tenants|api-keys|audit)/;
  const described = description
    .operations()
    .flatMap(({ method, path, operation }) =>
      Object.keys(operation.responses).map((status) => `${method} ${path} ${status}`),
    )
    .filter((name) => mine.test(name) && !name.endsWith(' default'));
  expect(described.filter((name) => !told.has(name))).toEqual([]);
});
