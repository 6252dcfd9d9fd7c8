import fc from 'fast-check';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { ApiDescription } from '../../support/api-description.ts';
import { type StrangeRequest, strangeRequests, type Target } from '../../support/fuzz/strange-requests.ts';
import { expectProblem } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

const REQUESTS = 10_000;
const BATCH = 40;
/** What 10,000 requests may leave in memory, their sender in this same process included. */
const MOST_GROWTH = 300 * 1024 ** 2;

const URL_OF_NOBODY = 'http://127.0.0.1:9/hook';
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const JOB = {
  task: 'chat',
  input: { prompt: 'hello', system: 'be kind' },
  model: 'sim-echo',
  parameters: {
    temperature: 1,
    top_p: 0.5,
    max_output_tokens: 10,
    stop: ['a'],
    seed: 1,
    reasoning_effort: 'low',
  },
  priority: 'batch',
  expires_in_seconds: 600,
  sensitivity: 'public',
  subject: 'someone',
  webhook: { url: URL_OF_NOBODY, secret: SECRET },
  metadata: { a: 'b' },
};
/** Good bodies by route; what has none is sent nothing, or anything. */
const BODIES: Readonly<Record<string, readonly unknown[]>> = {
  'POST /v1/jobs': [
    JOB,
    { task: 'support-triage@1', input: { ticket: 'help' }, webhook: { endpoint_id: 'default' } },
  ],
  'POST /v1/jobs/:id/feedback': [{ score: 1, label: 'a', comment: 'b', correction: { a: [1] } }],
  'POST /v1/tenants': [{ id: 'fuzzed', retention_days: 5, weight: 2 }],
  'PATCH /v1/tenants/:id': [{ retention_days: 5, weight: 2 }],
  'POST /v1/api-keys': [
    { name: 'a', tenant: 'default', scopes: ['jobs:read'], requests_per_minute: 5, expires_in_seconds: 5 },
    { expires_at: '2099-01-01T00:00:00+01:00' },
  ],
  'POST /v1/webhook-endpoints': [{ url: URL_OF_NOBODY, events: ['job.completed'] }],
  'PATCH /v1/webhook-endpoints/:id': [{ url: URL_OF_NOBODY, events: [], status: 'disabled' }],
  'POST /v1/webhook-endpoints/:id/redeliver': [
    { since: '2024-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z', status: 'failed', cursor: 'a' },
  ],
};

let system: System;
let pool: Pool;
let description: ApiDescription;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  pool = new Pool(system.url, { connections: BATCH, pipelining: 1 });
  description = await ApiDescription.read(system.url);
});
afterAll(async () => {
  await pool.close();
  await system.stop();
});

const targets: readonly Target[] = [
  ...routes.map(({ method, path }) => {
    const name = method.toUpperCase();
    return { method: name, path, bodies: BODIES[`${name} ${path}`] ?? [] };
  }),
  ...['/healthz', '/openapi.json', '/docs/assets/:file', '/v1/:nothing', '/:anything'].map((path) => ({
    method: 'GET',
    path,
    bodies: [],
  })),
  ...['/v1/jobs', '/v1/jobs/:id', '/docs'].map((path) => ({ method: 'PUT', path, bodies: [{}] })),
];

/** Sends a request and says what is wrong with its answer: nothing, or words. */
async function faultOf({ method, route, path, headers, body }: StrangeRequest): Promise<string | undefined> {
  const response = await pool.request({ method: method as 'GET', path, headers, body });
  const text = await response.body.text();
  const type = String(response.headers['content-type'] ?? '');
  const status = response.statusCode;
  const said = `${status} ${type} ${text.slice(0, 500)}`;
  if (status >= 500) return `a fault of ours: ${said}`;
  try {
    if (status >= 400) {
      expect(type).toBe('application/problem+json');
      expectProblem(JSON.parse(text), status);
      return undefined;
    }
    const known = routes.some((one) => one.path === route && one.method.toUpperCase() === method);
    if (!known) return undefined;
    const json = type.startsWith('application/json;');
    const answer = {
      status,
      headers: new Headers({ 'content-type': type }),
      body: json ? JSON.parse(text) : undefined,
    };
    const differences = description.differences(
      method.toLowerCase(),
      route.replace(/:(\w+)/g, '{$1}'),
      /^(text\/event-stream|application\/jsonl)/.test(type) ? { ...answer, body: text } : answer,
    );
    return differences && `not as described (${differences}): ${said}`;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}: ${said}`;
  }
}

test('10,000 requests of any kind: never a fault of ours, always an answer that says what is wrong', async () => {
  const ids = await idsThatExist();
  const request = strangeRequests(targets, ids, system.api.authorization);
  const before = process.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
      const faults = await Promise.all(batch.map(faultOf));
      const found = faults.flatMap((fault, i) =>
        fault === undefined ? [] : [{ fault, request: show(batch[i]) }],
      );
      expect(found).toEqual([]);
    }),
    { numRuns: REQUESTS / BATCH, endOnFailure: true, verbose: 0 },
  );
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
  expect((await system.api.chat('sim-echo', 'still there')).result?.output).toBe('still there');
}, 60_000);

/** Ids of jobs, deliveries and endpoints: some requests will delete some of them. */
async function idsThatExist(): Promise<string[]> {
  const post = () => system.api.post(JOB, { wait: 30 });
  const jobs = (await Promise.all(Array.from({ length: 60 }, post))).map(({ body }) => body.id);
  const failed = await Promise.all([1, 2, 3, 4].map(() => system.api.chat('sim-status-400')));
  const endpoints = await Promise.all(
    Array.from({ length: 20 }, () =>
      system.api.request('POST', '/v1/webhook-endpoints', { url: URL_OF_NOBODY }),
    ),
  );
  const { store } = system.installation;
  const deliveries = await Promise.all(
    jobs.slice(0, 30).map((id) => store.redis.smembers(store.keys.jobDeliveries('default', id))),
  );
  const others = endpoints.map(({ body }) => body.id);
  return [...jobs, ...failed.map(({ id }) => id), ...deliveries.flat(), ...others, 'default', 'own'];
}

/** A request as it can be read in a report. */
function show(request: StrangeRequest | undefined) {
  return request && { ...request, body: request.body?.subarray(0, 2_000).toString('latin1') };
}
