import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readEndpointLog } from '../../../shared/stores/endpoint-log.ts';
import { readEndpoint } from '../../../shared/stores/endpoints.ts';
import { DeliveryStand, TENANT } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';

let stand: DeliveryStand;
let receiver: Receiver;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  stand = await DeliveryStand.open(inject('redisUrl'));
});
afterAll(() => stand.close());

beforeEach(async () => {
  receiver = new Receiver();
  url = await receiver.start();
});
afterEach(async () => {
  await stop();
  await receiver.stop();
});

const own = () => ({ url, secret: receiver.secret });

describe('an attempt', () => {
  it('delivers a signed message', async () => {
    stop = await stand.deliver();
    const id = await stand.announce(own());
    expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
    const [message] = receiver.messages;
    expect(message && receiver.verify(message)).toMatchObject({
      type: 'job.failed',
      data: { object: 'job' },
    });
    expect(message?.id).toBe(id);
    expect(await stand.show(id)).toMatchObject({
      ...{ status: 'delivered', attempts: 1, code: 'delivered', response_code: 204, response_body: null },
      ...{ endpoint_id: 'own', next_attempt_at: null, duration_ms: expect.any(Number) },
      history: [{ code: 'delivered' }],
    });
  });

  it('is repeated until it succeeds, under the same id, with a timestamp of its own', async () => {
    receiver.answer = () =>
      receiver.messages.length < 3 ? { status: 500, body: 'not now' } : { status: 200 };
    stop = await stand.deliver({ schedule: [0, 0.01, 1.1] });
    const id = await stand.announce(own());
    await stand.over(id);
    expect(new Set(receiver.messages.map((message) => message.id))).toEqual(new Set([id]));
    const stamps = receiver.messages.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(stamps[2]).toBeGreaterThan(stamps[0] ?? 0);
    for (const message of receiver.messages) receiver.verify(message);
    expect(await stand.show(id)).toMatchObject({
      ...{ status: 'delivered', attempts: 3, response_code: 200, response_body: null },
      history: [{ code: 'http_500' }, { code: 'http_500' }, { code: 'delivered' }],
    });
  });

  it('shows the first 1 KB of the response, and drops a receiver that talks on and on', async () => {
    receiver.answer = () => ({ status: 503, body: `${'é'.repeat(600)}${'x'.repeat(1_000_000)}` });
    stop = await stand.deliver({ schedule: [0] });
    const id = await stand.announce(own());
    await stand.over(id);
    expect(await stand.show(id)).toMatchObject({ response_code: 503, response_body: 'é'.repeat(512) });
  });

  it('waits as long as Retry-After asks', async () => {
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    stop = await stand.deliver({ schedule: [0, 1, 1] });
    const id = await stand.announce(own());
    await stand.attempted(id, 1);
    const { next_attempt_at: next, last_attempt_at: last } = await stand.show(id);
    const waits = Date.parse(next ?? '') - Date.parse(last ?? '');
    expect(waits).toBeGreaterThanOrEqual(3_600_000);
    expect((await stand.hop(id, 1))?.delay).toBeGreaterThan(3_599_000);
  });

  it('takes a redirect for a failure and does not follow it', async () => {
    receiver.answer = () => ({ status: 302, headers: { location: `${url}/elsewhere` } });
    stop = await stand.deliver({ schedule: [0] });
    const id = await stand.announce({ ...own(), url: `${url}/hook` });
    await stand.over(id);
    expect(receiver.messages.map(({ path }) => path)).toEqual(['/hook']);
    expect(await stand.show(id)).toMatchObject({ status: 'failed', code: 'http_302', response_code: 302 });
  });

  it('gives up on a receiver that does not answer in time, or not at all', async () => {
    receiver.answer = () => 'hang';
    stop = await stand.deliver({ schedule: [0], timeoutMs: 50 });
    const hanging = await stand.announce(own());
    const refused = await stand.announce({ ...own(), url: 'http://127.0.0.1:1/' });
    await stand.over(hanging);
    await stand.over(refused);
    expect(await stand.show(hanging)).toMatchObject({
      status: 'failed',
      code: 'timeout',
      response_code: null,
    });
    expect(await stand.show(refused)).toMatchObject({ status: 'failed', code: 'connection_refused' });
  });
});

describe('a delivery that fails for good', () => {
  it('stands among the failed hops, with codes only', async () => {
    receiver.answer = () => ({ status: 500, body: 'secret stack of the receiver' });
    stop = await stand.deliver({ schedule: [0, 0.01, 0.01] });
    const id = await stand.announce(own());
    expect(await stand.over(id)).toMatchObject({ kind: 'failed', reason: 'delivery_exhausted' });
    const hop = await stand.hop(id, 1);
    expect(hop).toMatchObject({ failedReason: 'delivery_exhausted', stacktrace: [], attemptsMade: 3 });
    expect(await hop?.getState()).toBe('failed');
    expect(JSON.stringify(hop?.asJSON())).not.toMatch(/127\.0\.0\.1|secret/);
  });

  it('disables an endpoint to which nothing was delivered meanwhile, and says so in its log', async () => {
    receiver.answer = () => ({ status: 500 });
    stop = await stand.deliver({ schedule: [0, 0.01] });
    const endpoint = await stand.endpoint(url);
    const id = await stand.announce({ endpoint_id: endpoint.id });
    await stand.over(id);
    const { store } = stand.installation;
    expect(await readEndpoint(store, TENANT, endpoint.id)).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'delivery_exhausted', consecutiveFailures: 2 },
    });
    expect(await readEndpointLog(store, TENANT, endpoint.id)).toEqual([
      { at: expect.any(Number), type: 'endpoint.disabled', reason: 'delivery_exhausted', delivery: id },
    ]);
  });

  it('leaves an endpoint alone to which something was delivered since', async () => {
    const endpoint = await stand.endpoint(url);
    const doomed = await stand.announce({ endpoint_id: endpoint.id });
    const fine = await stand.announce({ endpoint_id: endpoint.id });
    receiver.answer = ({ id }) => ({ status: id === doomed ? 500 : 200 });
    stop = await stand.deliver({ schedule: [0, 0.05] });
    await stand.over(fine);
    await stand.over(doomed);
    expect(await stand.show(doomed)).toMatchObject({ status: 'failed' });
    expect(await readEndpoint(stand.installation.store, TENANT, endpoint.id)).toMatchObject({
      status: 'enabled',
    });
  });

  it('is over at once with 410, which disables its endpoint and fails what still waits for it', async () => {
    const endpoint = await stand.endpoint(url);
    const waiting = await stand.announce({ endpoint_id: endpoint.id });
    receiver.answer = () => ({ status: 500 });
    stop = await stand.deliver({ schedule: [0, 0.3, 0.3] });
    await stand.attempted(waiting, 1);
    receiver.answer = () => ({ status: 410 });
    const gone = await stand.announce({ endpoint_id: endpoint.id });
    expect(await stand.over(gone)).toMatchObject({ reason: 'endpoint_gone' });
    expect(await stand.over(waiting)).toMatchObject({ reason: 'endpoint_disabled' });
    expect(await stand.show(gone)).toMatchObject({ status: 'failed', code: 'http_410', attempts: 1 });
    expect(await stand.show(waiting)).toMatchObject({
      status: 'failed',
      code: 'endpoint_disabled',
      attempts: 1,
    });
    expect(await readEndpoint(stand.installation.store, TENANT, endpoint.id)).toMatchObject({
      ...{ status: 'disabled', disabledReason: 'gone' },
    });
  });

  it('does not disable the endpoint that only signs for an address of a job', async () => {
    receiver.answer = () => ({ status: 410 });
    stop = await stand.deliver();
    const id = await stand.announce({ url });
    await stand.over(id);
    expect(await stand.show(id)).toMatchObject({ status: 'failed', endpoint_id: 'default' });
    expect(await readEndpoint(stand.installation.store, TENANT, 'default')).toMatchObject({
      status: 'enabled',
    });
  });
});
