import { DelayedError, UnrecoverableError } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { beginDelivery, type DeliveryBeginning } from '../../../shared/stores/begin-delivery.ts';
import { eraseJob } from '../../../shared/stores/erase-job.ts';
import { readJob } from '../../../shared/stores/read-job.ts';
import { requeueDelivery } from '../../../shared/stores/requeue-delivery.ts';
import { type Settlement, settleDelivery } from '../../../shared/stores/settle-delivery.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { createDeliveryProcessor } from '../../../worker/delivery/process-delivery.ts';
import { reconcileDeliveries } from '../../../worker/maintenance/reconcile-deliveries.ts';
import { DeliveryStand, TENANT } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';

/** Past the time after which the reconciler looks at a delivery. */
const LATER_MS = 21_000;

let stand: DeliveryStand;
let receiver: Receiver;
let webhook: { url: string; secret: string };

beforeAll(async () => {
  receiver = new Receiver();
  webhook = { url: await receiver.start(), secret: receiver.secret };
});
afterAll(() => receiver.stop());

beforeEach(async () => {
  receiver.messages.length = 0;
  stand = await DeliveryStand.open(inject('redisUrl'));
});
afterEach(() => stand.close());

async function reconcile(now: number, limit = 100): Promise<number> {
  const look = { now, limit, intervalMs: 10_000, log: createLogger('test', 'silent') };
  return (await reconcileDeliveries(stand.installation, TENANT, look)).done;
}

/** What an attempt does before its worker dies. */
async function attempt(id: string, number: number, settlement?: Partial<Settlement>): Promise<unknown> {
  const { store } = stand.installation;
  const claim = { tenant: TENANT, id, hop: 1, attempt: number };
  const beginning: DeliveryBeginning = await beginDelivery(store, claim);
  if (beginning.verdict !== 'ok') return beginning.verdict;
  const settle = (what: Partial<Settlement>) =>
    settleDelivery(store, beginning.delivery, claim, {
      outcome: 'retry',
      code: 'x',
      at: Date.now(),
      ...what,
    });
  return settlement ? settle(settlement) : settle;
}

describe('the reconciler', () => {
  it('adds the hop that was never added, once it is due', async () => {
    const id = await stand.announce(webhook);
    await (await stand.hop(id, 1))?.remove();
    expect(await reconcile(Date.now())).toBe(0);
    expect(await reconcile(Date.now() + LATER_MS)).toBe(1);
    await stand.deliver();
    expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
    expect(receiver.messages).toHaveLength(1);
  });

  it('gives a new hop to a pending delivery whose hop BullMQ has failed', async () => {
    const id = await stand.announce(webhook);
    const hop = await stand.take();
    await hop.moveToFailed(new UnrecoverableError('internal'), hop.token ?? '', false);
    expect(await reconcile(Date.now() + LATER_MS)).toBe(1);
    expect(await stand.hop(id, 1)).toBeUndefined();
    await stand.deliver();
    await stand.over(id);
    expect(await stand.show(id)).toMatchObject({ status: 'delivered' });
  });

  it('gives a new hop to one whose hop was removed after it had started, and keeps to its schedule', async () => {
    const id = await stand.announce(webhook);
    const nextAttemptAt = Date.now() + 3_600_000;
    const hop = await stand.take();
    await attempt(id, hop.attemptsStarted, { nextAttemptAt });
    await hop.moveToFailed(new UnrecoverableError('internal'), hop.token ?? '', false);
    await hop.remove();
    expect(await reconcile(Date.now() + LATER_MS)).toBe(0);
    expect(await reconcile(nextAttemptAt - 1_800_000)).toBe(0);
    expect(await reconcile(nextAttemptAt + LATER_MS)).toBe(1);
    expect(await stand.hop(id, 2)).toMatchObject({ data: { delivery_id: id } });
  });

  it('leaves a live hop alone and looks at it later', async () => {
    const id = await stand.announce(webhook);
    // Not in a list, which BullMQ would have to search for it.
    expect(await (await stand.hop(id, 1))?.getState()).toBe('prioritized');
    const at = Date.now() + LATER_MS;
    expect(await reconcile(at)).toBe(0);
    const { redis, keys } = stand.installation.store;
    expect(Number(await redis.zscore(keys.openDeliveries(TENANT), id))).toBeGreaterThan(at);
  });

  it('repairs a delivery whose stored response does not open, and those beside it', async () => {
    const damaged = await stand.announce(webhook);
    const other = await stand.announce(webhook);
    const { redis, keys } = stand.installation.store;
    await redis.hset(keys.delivery(TENANT, damaged), 'response', 'bm90IHNlYWxlZA==');
    for (const id of [damaged, other]) await (await stand.hop(id, 1))?.remove();
    expect(await reconcile(Date.now() + LATER_MS)).toBe(2);
    expect(await stand.show(damaged)).toMatchObject({ status: 'pending' });
  });

  it('looks at what became due last as well as at what has been due for longest', async () => {
    const { redis, keys } = stand.installation.store;
    for (let i = 0; i < 5; i++) {
      await redis.zadd(keys.openDeliveries(TENANT), i, await stand.announce(webhook));
    }
    const id = await stand.announce(webhook);
    await (await stand.hop(id, 1))?.remove();
    expect(await reconcile(Date.now() + LATER_MS, 2)).toBe(1);
    expect(await redis.zcount(keys.openDeliveries(TENANT), 0, 10)).toBe(4);
  });

  it('forgets what has no record', async () => {
    const { redis, keys } = stand.installation.store;
    await redis.zadd(keys.openDeliveries(TENANT), 1, 'msg_gone');
    expect(await reconcile(Date.now())).toBe(0);
    expect(await redis.zcard(keys.openDeliveries(TENANT))).toBe(0);
  });
});

describe('a hop that another attempt has overtaken', () => {
  it('ends without sending what was delivered before its worker died', async () => {
    const id = await stand.announce(webhook);
    expect(await attempt(id, 0.5, { outcome: 'delivered', code: 'delivered' })).toBe('recorded');
    await stand.deliver();
    expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
    expect(receiver.messages).toHaveLength(0);
  });

  it('still becomes a dead letter where the delivery has failed', async () => {
    const id = await stand.announce(webhook);
    await attempt(id, 0.5, { outcome: 'failed', code: 'http_500' });
    await stand.deliver();
    expect(await stand.over(id)).toMatchObject({ kind: 'failed', reason: 'http_500' });
  });

  it('waits for the next attempt where its worker died before putting it off', async () => {
    const id = await stand.announce(webhook);
    await attempt(id, 0.5, { nextAttemptAt: Date.now() + 3_600_000 });
    const { store, queues } = stand.installation;
    const unused = () => {
      throw new Error('nothing is to be sent');
    };
    const log = { ...console, fatal: unused, child: unused };
    const process = createDeliveryProcessor({ store, queues, log, post: unused, gate: { enter: unused } });
    const hop = await stand.take();
    await expect(process(hop)).rejects.toThrow(DelayedError);
    expect(await hop.getState()).toBe('delayed');
    expect(hop.delay).toBeGreaterThan(3_590_000);
  });

  it('is ignored when a stale hop of the same delivery turns up', async () => {
    const id = await stand.announce(webhook);
    const { queues } = stand.installation;
    const delivery = { tenant: TENANT, id, jobId: 'job_x', event: 'job.failed' };
    await queues.addDeliveryHop(delivery, 7);
    await queues.addDeliveryHop(delivery, 1);
    await stand.deliver();
    await stand.over(id, 2);
    expect(receiver.messages).toHaveLength(1);
    expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  it('cannot settle what a later attempt owns', async () => {
    const id = await stand.announce(webhook);
    const first = (await attempt(id, 1)) as (what: Partial<Settlement>) => Promise<string>;
    const second = (await attempt(id, 2)) as typeof first;
    expect(await attempt(id, 1)).toBe('superseded');
    expect(await first({ outcome: 'failed' })).toBe('superseded');
    expect(await second({ outcome: 'delivered' })).toBe('recorded');
    expect(await second({ outcome: 'retry' })).toBe('superseded');
    expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  it('adds the hop that a redrive did not live to add', async () => {
    const id = await stand.announce(webhook);
    await requeueDelivery(stand.installation.store, { tenant: TENANT, id, hop: 1 }, 'redrive', Date.now());
    await stand.deliver();
    await stand.over(id, 2);
    expect(receiver.messages).toHaveLength(1);
    expect(await stand.show(id)).toMatchObject({ status: 'delivered', redrives: 1 });
  });

  it('ends when its job was deleted', async () => {
    const { store } = stand.installation;
    const id = await stand.announce(webhook);
    const { job_id: jobId } = await stand.show(id);
    const job = await readJob(store, TENANT, jobId ?? '');
    if (job) await eraseJob(store, job, 'tombstone');
    await stand.deliver();
    expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
    expect(receiver.messages).toHaveLength(0);
    expect(await store.redis.keys(`*${id}*`)).toEqual([expect.stringContaining(`${id}-1`)]);
  });
});
