import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import type { DeliveryObject } from '../../../shared/contracts/delivery-object.ts';
import type { EndpointObject } from '../../../shared/contracts/endpoint-object.ts';
import type { Problem } from '../../support/api-client.ts';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Page<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

const ENDPOINTS = '/v1/webhook-endpoints';
let system: System;
let receiver: Receiver;
let url: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  receiver = new Receiver();
  url = await receiver.start();
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

async function createEndpoint(more: object = {}): Promise<EndpointObject & { secret: string }> {
  const { status, body } = await system.api.request<EndpointObject>('POST', ENDPOINTS, { url, ...more });
  expect(status).toBe(201);
  return { ...body, secret: body.secret ?? '' };
}

/** Runs a job that announces its end there. @returns the message about it */
async function announce(webhook: object) {
  const job = await system.api.chat('sim-echo', 'hello', { webhook });
  const [message] = await receiver.waitFor(1, ({ body }) => body.data.id === job.id);
  if (!message) throw new Error('no message came');
  return message;
}

/** A delivery once so many attempts are recorded, which is shortly after the message arrived. */
async function settled(id: string, attempts = 1): Promise<DeliveryObject> {
  const read = async () => (await system.api.get<DeliveryObject>(`/v1/deliveries/${id}`)).body;
  await expect.poll(async () => (await read()).attempts, { timeout: 10_000 }).toBe(attempts);
  return read();
}

const show = async (id: string) => (await system.api.get<EndpointObject>(`${ENDPOINTS}/${id}`)).body;

describe('webhook endpoints', () => {
  it('are created with a secret that is shown once and signs what is sent', async () => {
    const endpoint = await createEndpoint({ events: ['job.completed', 'job.completed'] });
    expect(endpoint).toMatchObject({
      ...{ object: 'webhook_endpoint', url, events: ['job.completed'], status: 'enabled', log: [] },
      secret: expect.stringMatching(/^whsec_/),
    });
    expect(await show(endpoint.id)).not.toHaveProperty('secret');
    const message = await announce({ endpoint_id: endpoint.id });
    expect(receiver.verify(message, endpoint.secret)).toMatchObject({ type: 'job.completed' });
  });

  it('get only the events they list; an unknown one is named', async () => {
    const endpoint = await createEndpoint({ events: ['job.failed'] });
    const job = await system.api.chat('sim-echo', 'hello', { webhook: { endpoint_id: endpoint.id } });
    const { body } = await system.api.get<Page<DeliveryObject>>(`${ENDPOINTS}/${endpoint.id}/deliveries`);
    expect([job.status, body.data]).toEqual(['completed', []]);
    const bad = await system.api.request<Problem>('POST', ENDPOINTS, { url, events: ['job.done'] });
    expect(bad).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(bad.body.detail).toContain('job.done');
  });

  it('sign with both secrets during a rotation, and with the new one alone without a grace time', async () => {
    const endpoint = await createEndpoint();
    const path = `${ENDPOINTS}/${endpoint.id}/rotate-secret`;
    const rotated = (await system.api.request<EndpointObject>('POST', path)).body;
    expect(Date.parse(rotated.previous_secret_expires_at ?? '')).toBeGreaterThan(Date.now() + 86_000_000);
    const both = await announce({ endpoint_id: endpoint.id });
    expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
    receiver.verify(both, endpoint.secret);
    receiver.verify(both, rotated.secret);

    const last = (await system.api.request<EndpointObject>('POST', path, { grace_seconds: 0 })).body;
    const one = await announce({ endpoint_id: endpoint.id });
    receiver.verify(one, last.secret);
    expect(() => receiver.verify(one, rotated.secret)).toThrow();
    expect((await show(endpoint.id)).log?.map(({ type }) => type)).toEqual([
      'endpoint.secret_rotated',
      'endpoint.secret_rotated',
    ]);
  });

  it('are disabled by 410 and come back with a PATCH; the log tells', async () => {
    const endpoint = await createEndpoint();
    receiver.answer = () => ({ status: 410 });
    const message = await announce({ endpoint_id: endpoint.id });
    expect(await settled(message.id)).toMatchObject({ status: 'failed', code: 'http_410' });
    receiver.answer = () => ({ status: 204 });
    expect(await show(endpoint.id)).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });

    const refused = await system.api.request<Problem>('POST', `/v1/deliveries/${message.id}/redeliver`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'endpoint_disabled' } });
    const patched = await system.api.request<EndpointObject>('PATCH', `${ENDPOINTS}/${endpoint.id}`, {
      ...{ status: 'enabled', events: ['job.completed'] },
    });
    expect(patched.body).toMatchObject({
      ...{ status: 'enabled', disabled_reason: null, events: ['job.completed'] },
      log: [
        { type: 'endpoint.enabled' },
        { type: 'endpoint.disabled', reason: 'gone', delivery_id: message.id },
      ],
    });
    receiver.verify(await announce({ endpoint_id: endpoint.id }), endpoint.secret);
  });

  it('are listed in pages, changed and deleted; default stays', async () => {
    const endpoint = await createEndpoint();
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const page = await system.api.get<Page<EndpointObject>>(`${ENDPOINTS}?limit=2${query}`);
      ids.push(...page.body.data.map(({ id }) => id));
      cursor = page.body.next_cursor;
    }
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(expect.arrayContaining(['default', endpoint.id]));

    const path = `${ENDPOINTS}/${endpoint.id}`;
    const moved = await system.api.request<EndpointObject>('PATCH', path, { url: `${url}/moved` });
    expect(moved.body.url).toBe(`${url}/moved`);
    expect((await announce({ endpoint_id: endpoint.id })).path).toBe('/moved');
    expect((await system.api.request('DELETE', path)).status).toBe(200);
    expect((await system.api.get(path)).status).toBe(404);
    const kept = await system.api.request<Problem>('DELETE', `${ENDPOINTS}/default`);
    expect(kept).toMatchObject({ status: 409, body: { code: 'endpoint_required' } });
  });

  it('lend the secret of default to addresses without one', async () => {
    const path = `${ENDPOINTS}/default/rotate-secret`;
    const { secret } = (await system.api.request<EndpointObject>('POST', path)).body;
    receiver.verify(await announce({ url }), secret);
  });

  it.each(['default%3Alog', 'default%3Adeliveries', 'nothing', 'ep_%2e%2e'])(
    'answer 404 for %s',
    async (id) => {
      for (const [method, path, body] of [
        ['GET', '', undefined],
        ['PATCH', '', { status: 'disabled' }],
        ['DELETE', '', undefined],
        ['POST', '/rotate-secret', undefined],
        ['GET', '/deliveries', undefined],
        ['POST', '/redeliver', { since: new Date().toISOString() }],
      ] as const) {
        expect((await system.api.request(method, `${ENDPOINTS}/${id}${path}`, body)).status).toBe(404);
      }
    },
  );
});

describe('deliveries', () => {
  it('show what was sent and answered, and can be sent again under the same id', async () => {
    receiver.answer = () => ({ status: 201, body: 'thanks' });
    const message = await announce({ url, secret: receiver.secret });
    const delivery = await settled(message.id);
    expect(delivery).toMatchObject({
      ...{ object: 'delivery', event: 'job.completed', job_id: message.body.data.id, endpoint_id: 'own' },
      ...{ status: 'delivered', attempts: 1, response_code: 201, response_body: 'thanks' },
    });
    const again = await system.api.request<DeliveryObject>('POST', `/v1/deliveries/${message.id}/redeliver`);
    // By the time it is told, it may have been sent.
    expect(again).toMatchObject({ status: 202, body: { redrives: 1 } });
    const copies = await receiver.waitFor(2, ({ id }) => id === message.id);
    expect(new Set(copies.map(({ raw }) => raw)).size).toBe(1);
    for (const copy of copies) receiver.verify(copy);
    expect(await settled(message.id, 2)).toMatchObject({ status: 'delivered', attempts: 2 });
    receiver.answer = () => ({ status: 204 });
  });

  it('are listed by endpoint, status and time, and sent again by time range', async () => {
    const endpoint = await createEndpoint();
    const before = Date.now();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      receiver.answer = () => ({ status: i < 2 ? 410 : 204 });
      const message = await announce({ endpoint_id: endpoint.id });
      ids.unshift((await settled(message.id)).id);
      await system.api.request('PATCH', `${ENDPOINTS}/${endpoint.id}`, { status: 'enabled' });
    }
    const path = `${ENDPOINTS}/${endpoint.id}/deliveries`;
    const list = async (query: string) =>
      (await system.api.get<Page<DeliveryObject>>(`${path}?${query}`)).body;
    const first = await list('limit=2');
    const second = await list(`limit=3&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect(second.next_cursor).toBeNull();
    expect((await list('status=failed')).data.map(({ id }) => id)).toEqual(ids.slice(3));
    expect((await list(`created_before=${new Date(before).toISOString()}`)).data).toEqual([]);

    receiver.answer = () => ({ status: 204 });
    const since = new Date(before).toISOString();
    const redeliver = (body: object) =>
      system.api.request('POST', `${ENDPOINTS}/${endpoint.id}/redeliver`, body);
    expect(await redeliver({ since, status: 'failed' })).toMatchObject({
      status: 202,
      body: { object: 'redelivery', redelivered: 2, next_cursor: null },
    });
    for (const id of ids.slice(3)) {
      await receiver.waitFor(2, (message) => message.id === id);
      expect(await settled(id, 2)).toMatchObject({ status: 'delivered', attempts: 2 });
    }
    expect((await redeliver({ since })).body).toMatchObject({ redelivered: 5 });
    for (const id of ids) await receiver.waitFor(2, (message) => message.id === id);
    expect((await redeliver({ since, until: since })).body).toMatchObject({ redelivered: 0 });
  });

  it('leave an entry in the audit trail when they are sent again', async () => {
    const message = await announce({ url, secret: receiver.secret });
    await settled(message.id);
    await system.api.request('POST', `/v1/deliveries/${message.id}/redeliver`);
    const { entries } = await readAudit(system.installation.store, 'default', 1);
    expect(entries).toMatchObject([{ action: 'delivery.redrive', target: message.id }]);
  });

  it('belong to their tenant alone', async () => {
    const message = await announce({ url, secret: receiver.secret });
    await system.api.request('POST', '/v1/tenants', { id: 'other' });
    const { body } = await system.api.request<{ key: string }>('POST', '/v1/api-keys', { tenant: 'other' });
    const other = system.api.as(body.key);
    expect((await other.get(`/v1/deliveries/${message.id}`)).status).toBe(404);
    expect((await other.request('POST', `/v1/deliveries/${message.id}/redeliver`)).status).toBe(404);
    expect((await system.api.get(`/v1/deliveries/${message.id}%3Abody`)).status).toBe(404);
  });
});
