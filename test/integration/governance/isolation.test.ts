import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant, withKey } from '../../support/tenant.ts';

/** What one tenant has, by its ids and names. */
interface Owned {
  readonly done: string;
  readonly failed: string;
  readonly review: string;
  readonly approval: string;
  readonly endpoint: string;
  readonly delivery: string;
  readonly hold: string;
  readonly key: string;
  readonly tenant: string;
}

/**
 * What a stranger gets of a route: `hidden`, 404, like what never existed; `own`, only what is the stranger's; `shared`, what
 * belongs to the installation, which strangers may read and not change; `administrators`, nothing without their scope.
 */
type Row =
  | { readonly kind: 'hidden'; readonly path: (owned: Owned) => string; readonly body?: unknown }
  | {
      readonly kind: 'own' | 'shared' | 'administrators';
      readonly path?: (owned: Owned) => string;
      readonly body?: unknown;
    };

const hidden = (path: (owned: Owned) => string, body?: unknown): Row => ({ kind: 'hidden', path, body });
const job = (rest = '', body?: unknown) => hidden(({ done }) => `/v1/jobs/${done}${rest}`, body);
const endpoint = (rest = '', body?: unknown) =>
  hidden(({ endpoint: id }) => `/v1/webhook-endpoints/${id}${rest}`, body);
const administrators = (rest = '', body?: unknown): Row => ({
  ...{ kind: 'administrators', body },
  path: ({ tenant }) => `/v1/tenants${rest.replace(':id', tenant)}`,
});
const own: Row = { kind: 'own' };
const shared: Row = { kind: 'shared' };

const ROWS: Readonly<Record<string, Row>> = {
  'POST /v1/jobs': { kind: 'own', body: { task: 'chat', input: { prompt: 'hello' } } },
  'GET /v1/jobs': own,
  'GET /v1/jobs/:id': job(),
  'DELETE /v1/jobs/:id': job(),
  'POST /v1/jobs/:id/cancel': job('/cancel'),
  'POST /v1/jobs/:id/retry': hidden(({ failed }) => `/v1/jobs/${failed}/retry`),
  'GET /v1/jobs/:id/events': job('/events'),
  'GET /v1/jobs/:id/timeline': job('/timeline'),
  'POST /v1/jobs/:id/feedback': job('/feedback', { score: 1 }),
  'GET /v1/reviews': own,
  'GET /v1/reviews/:id': hidden(({ review }) => `/v1/reviews/${review}`),
  'POST /v1/reviews/:id': hidden(({ review }) => `/v1/reviews/${review}`, {
    decision: 'refuse',
    reason: 'No.',
  }),
  'GET /v1/approvals': own,
  'GET /v1/approvals/:id': hidden(({ approval }) => `/v1/approvals/${approval}`),
  'POST /v1/approvals/:id': hidden(({ approval }) => `/v1/approvals/${approval}`, {
    ...{ decision: 'approve', reason: 'Yes.' },
  }),
  'POST /v1/webhook-endpoints': { kind: 'own', body: { url: 'http://127.0.0.1:9/' } },
  'GET /v1/webhook-endpoints': own,
  'GET /v1/webhook-endpoints/:id': endpoint(),
  'PATCH /v1/webhook-endpoints/:id': endpoint('', { events: [] }),
  'DELETE /v1/webhook-endpoints/:id': endpoint(),
  'POST /v1/webhook-endpoints/:id/rotate-secret': endpoint('/rotate-secret'),
  'GET /v1/webhook-endpoints/:id/deliveries': endpoint('/deliveries'),
  'POST /v1/webhook-endpoints/:id/redeliver': endpoint('/redeliver', {
    since: '2020-01-01T00:00:00Z',
  }),
  'GET /v1/deliveries/:id': hidden(({ delivery }) => `/v1/deliveries/${delivery}`),
  'POST /v1/deliveries/:id/redeliver': hidden(({ delivery }) => `/v1/deliveries/${delivery}/redeliver`),
  'GET /v1/catalog/:kind': shared,
  'GET /v1/catalog/:kind/:name': shared,
  'PUT /v1/catalog/:kind/:name': shared,
  'PUT /v1/catalog/:kind/:name/labels/:label': shared,
  'DELETE /v1/catalog/:kind/:name/labels/:label': shared,
  'POST /v1/catalog/:kind/:name/rollback': shared,
  'GET /v1/policies/:name/shadow': hidden(() => '/v1/policies/default/shadow'),
  'POST /v1/legal-holds': hidden(() => '/v1/legal-holds'),
  'GET /v1/legal-holds': own,
  'DELETE /v1/legal-holds/:id': hidden(({ hold }) => `/v1/legal-holds/${hold}`),
  'GET /v1/subjects/:subject': { kind: 'own', path: () => '/v1/subjects/anna' },
  'DELETE /v1/subjects/:subject': { kind: 'own', path: () => '/v1/subjects/anna' },
  'PUT /v1/budgets/:name': {
    kind: 'own',
    path: () => '/v1/budgets/mine',
    body: { period: 'day', limit_micro_usd: 1_000_000 },
  },
  'GET /v1/budgets': own,
  'GET /v1/budgets/:name': hidden(() => '/v1/budgets/theirs'),
  'DELETE /v1/budgets/:name': hidden(() => '/v1/budgets/theirs'),
  'GET /v1/usage': own,
  'POST /v1/tenants': administrators('', { id: 'another' }),
  'GET /v1/tenants': administrators(),
  'GET /v1/tenants/:id': administrators('/:id'),
  'PATCH /v1/tenants/:id': administrators('/:id', { weight: 2 }),
  'POST /v1/tenants/:id/rotate-key': administrators('/:id/rotate-key'),
  'POST /v1/api-keys': { kind: 'own', body: { name: 'mine' } },
  'GET /v1/api-keys': own,
  'DELETE /v1/api-keys/:id': hidden(({ key }) => `/v1/api-keys/${key}`),
  'GET /v1/audit': own,
  'GET /v1/audit/verify': own,
  'GET /v1/audit/export': own,
};

const receiver = new Receiver();
let system: System;
let stranger: Tenant;
let owner: Tenant;
let owned: Owned;

beforeAll(async () => {
  const url = await receiver.start();
  const task = {
    ...{ description: 'test', models: ['sim-echo'], prompt: 'chat' },
    input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
  };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      tasks: { looked: { ...task, escalate: { when: 'true' } }, signed: { ...task, require_approval: {} } },
    },
  });
  owner = await newTenant(system.api);
  stranger = await newTenant(system.api);
  const { api } = owner;
  const { body: made } = await api.request<{ id: string }>('POST', '/v1/webhook-endpoints', { url });
  const ask = async (name: string, more: object = {}) =>
    (await api.post({ task: name, input: { prompt: 'hello' }, subject: 'anna', ...more }, { wait: 2 })).body
      .id;
  const done = await ask('chat', { webhook: { endpoint_id: made.id } });
  await receiver.waitFor(1, ({ body: { data } }) => data.id === done);
  const { body: deliveries } = await api.get<{ data: { id: string }[] }>(
    `/v1/webhook-endpoints/${made.id}/deliveries`,
  );
  await api.request('PUT', '/v1/budgets/theirs', { period: 'day', limit_micro_usd: 1_000_000_000 });
  const { body: held } = await api.request<{ id: string }>('POST', '/v1/legal-holds', {
    job: done,
    reason: 'Case.',
  });
  owned = {
    ...{ done, endpoint: made.id, delivery: deliveries.data[0]?.id ?? '', hold: held.id, tenant: owner.id },
    failed: await ask('chat', { model: 'sim-status-400' }),
    review: await ask('looked'),
    approval: await ask('signed'),
    key: (await withKey(api, { name: 'theirs' })).id,
  };
  for (const [name, id] of Object.entries(owned)) expect(id, name).toMatch(/\w{4,}/);
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

test('every route has a row, and every row a route', () => {
  const known = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(Object.keys(ROWS).sort()).toEqual(known.sort());
});

/** Sends what a row says with a stranger's key. */
async function asStranger(name: string, row: Row) {
  const [method = '', template = ''] = name.split(' ');
  const path =
    row.path?.(owned) ?? template.replace(':kind', 'tasks').replace(':name', 'chat').replace(':label', 'x');
  const body = name === 'POST /v1/legal-holds' ? { job: owned.done, reason: 'Mine.' } : row.body;
  const response = await fetch(`${system.url}${path}`, {
    method,
    headers: {
      authorization: stranger.api.authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(name === 'POST /v1/jobs' ? { 'idempotency-key': 'stranger' } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('another tenant', () => {
  test.each(Object.entries(ROWS))('%s', async (name, row) => {
    const { status, headers, text } = await asStranger(name, row);
    switch (row.kind) {
      case 'hidden':
        expectProblemAnswer({ status, headers, body: JSON.parse(text) }, 404, 'not_found');
        break;
      case 'administrators':
        expectProblemAnswer({ status, headers, body: JSON.parse(text) }, 403, 'forbidden');
        break;
      case 'shared':
        if (!name.startsWith('GET')) {
          expect([403, 400]).toContain(status);
          break;
        }
        expect(status).toBe(200);
        break;
      case 'own':
        expect(status, text).toBeLessThan(300);
    }
    // A problem names the address that was asked for.
    if (row.kind === 'hidden' || row.kind === 'administrators') return;
    for (const id of Object.values(owned)) expect(text).not.toContain(id);
  });

  test('has changed nothing of what is not its own', async () => {
    const { api } = owner;
    const statusOf = async (id: string) => (await api.get(`/v1/jobs/${id}`)).body.status;
    expect(await statusOf(owned.done)).toBe('completed');
    expect(await statusOf(owned.failed)).toBe('failed');
    expect(await statusOf(owned.review)).toBe('awaiting_review');
    expect(await statusOf(owned.approval)).toBe('awaiting_approval');
    const paths = [
      ...[
        `webhook-endpoints/${owned.endpoint}`,
        `deliveries/${owned.delivery}`,
        'budgets/theirs',
        'subjects/anna',
      ],
    ];
    for (const path of paths) expect((await api.get(`/v1/${path}`)).status, path).toBe(200);
    expect((await api.get('/v1/subjects/anna')).body).toMatchObject({ jobs: 4 });
  });
});
