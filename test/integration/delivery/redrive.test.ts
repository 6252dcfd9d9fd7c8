import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { redriveDeliveries } from '../../../shared/lifecycle/redrive-deliveries.ts';
import { redriveDelivery } from '../../../shared/lifecycle/redrive-delivery.ts';
import { DELIVERIES_QUEUE } from '../../../shared/queues/queue-names.ts';
import { changeEndpoint } from '../../../shared/stores/change-endpoint.ts';
import { DeliveryStand, TENANT } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';

let stand: DeliveryStand;
let receiver: Receiver;
let url: string;

beforeAll(async () => {
  receiver = new Receiver();
  url = await receiver.start();
});
afterAll(() => receiver.stop());

beforeEach(async () => {
  receiver.messages.length = 0;
  stand = await DeliveryStand.open(inject('redisUrl'));
});
afterEach(() => stand.close());

const redrive = (id: string) => redriveDelivery(stand.installation, TENANT, id, 'user:test');

describe('a redrive', () => {
  it('gives a failed delivery a whole new schedule on a new hop, and clears the dead letter', async () => {
    receiver.answer = () => ({ status: 500 });
    await stand.deliver({ schedule: [0, 0.01] });
    const id = await stand.announce({ url, secret: receiver.secret });
    await stand.over(id);
    await redrive(id);
    expect(await stand.over(id, 2)).toMatchObject({ reason: 'delivery_exhausted' });
    expect(await stand.show(id)).toMatchObject({ status: 'failed', attempts: 4, redrives: 1 });
    expect([await stand.hop(id, 1), await (await stand.hop(id, 2))?.getState()]).toEqual([
      undefined,
      'failed',
    ]);
  });

  it('makes the next attempt of a pending delivery now', async () => {
    receiver.answer = () => ({ status: 503, headers: { 'retry-after': '3600' } });
    await stand.deliver();
    const id = await stand.announce({ url, secret: receiver.secret });
    await stand.attempted(id, 1);
    receiver.answer = () => ({ status: 204 });
    await redrive(id);
    await stand.over(id);
    expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 2, next_attempt_at: null });
    expect(await stand.hop(id, 1)).toBeUndefined();
  });

  it('supersedes an attempt under way, whose end changes nothing', async () => {
    receiver.answer = () => (receiver.messages.length === 1 ? 'hang' : { status: 204 });
    await stand.deliver({ timeoutMs: 300 });
    const id = await stand.announce({ url, secret: receiver.secret });
    await receiver.waitFor(1);
    await redrive(id);
    await stand.over(id, 2);
    expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1, code: 'delivered' });
  });

  it('is refused for an unknown delivery and for a disabled endpoint', async () => {
    const endpoint = await stand.endpoint(url);
    const id = await stand.announce({ endpoint_id: endpoint.id });
    await changeEndpoint(stand.installation.store, TENANT, endpoint.id, { status: 'disabled' });
    await expect(redrive('msg_unknown')).rejects.toMatchObject({ code: 'not_found' });
    await expect(redrive(id)).rejects.toMatchObject({ code: 'endpoint_disabled' });
  });

  it('takes a time range in steps of a thousand', async () => {
    const since = Date.now();
    const { store, queues } = stand.installation;
    const endpoint = await stand.endpoint(url);
    for (let i = 0; i < 21; i++) {
      await Promise.all(Array.from({ length: 50 }, () => stand.announce({ endpoint_id: endpoint.id })));
    }
    const ids = await store.redis.zrangebyscore(
      store.keys.endpointDeliveries(TENANT, endpoint.id),
      0,
      '+inf',
    );
    await Promise.all(ids.map((id) => store.redis.hset(store.keys.delivery(TENANT, id), 'status', 'failed')));
    const range = { since, status: 'failed' } as const;
    const step = (after?: { createdAt: number; id: string }) =>
      redriveDeliveries(stand.installation, TENANT, endpoint.id, { ...range, after }, 'user:test');
    const first = await step();
    const second = await step(first.next);
    expect([first.count, second.count, second.next]).toEqual([1_000, 50, undefined]);
    expect((await queues.queue(DELIVERIES_QUEUE).getJobCounts('prioritized')).prioritized).toBe(1_050);
  });
});
