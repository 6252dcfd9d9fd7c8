import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { changeJob } from '../../../shared/lifecycle/change-job.ts';
import { sendAgain } from '../../../shared/lifecycle/redrive-delivery.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { readDelivery } from '../../../shared/stores/deliveries.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { ReceiverGate } from '../../../worker/delivery/receiver-gate.ts';
import { reconcileDeliveries } from '../../../worker/maintenance/reconcile-deliveries.ts';
import { DeliveryStand, TENANT } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';

/** Past the time that a first attempt may take. */
const LATER_MS = 21_000;

let stand: DeliveryStand;
let receiver: Receiver;
let gate: ReceiverGate;
let webhook: { url: string; secret: string };

beforeAll(async () => {
  receiver = new Receiver();
  webhook = { url: await receiver.start(), secret: receiver.secret };
});
afterAll(() => receiver.stop());

beforeEach(async () => {
  receiver.messages.length = 0;
  receiver.answer = () => ({ status: 204 });
  stand = await DeliveryStand.open(inject('redisUrl'));
  gate = new ReceiverGate({ capacity: 100 });
});
afterEach(() => stand.close());

/** Lets the gate see one prompt answer of the receiver. */
async function prove(): Promise<void> {
  const turn = await gate.enter(`${TENANT} ${webhook.url}`);
  if ('leave' in turn) turn.leave();
}

async function reconcile(): Promise<number> {
  const look = { now: Date.now() + LATER_MS, limit: 100, intervalMs: 1, log: createLogger('test', 'silent') };
  return (await reconcileDeliveries(stand.installation, TENANT, look)).done;
}

it('sends to a prompt receiver without a hop', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate);
  await prove();
  const id = await stand.announce(webhook, lifecycle);
  const [message] = await receiver.waitFor(1);
  await idle();
  expect(message && receiver.verify(message)).toMatchObject({ type: 'job.failed' });
  expect(await stand.hop(id, 1)).toBeUndefined();
  expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1, response_code: 204 });
  expect(await reconcile()).toBe(0);
});

it('leaves a receiver that is not known yet to the queue', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate);
  const id = await stand.announce(webhook, lifecycle);
  await idle();
  expect(await (await stand.hop(id, 1))?.getState()).toBe('prioritized');
  expect(receiver.messages).toHaveLength(0);
});

it('leaves a receiver whose turns are all taken to the queue', async () => {
  const { lifecycle } = stand.sendingAtOnce(gate);
  await prove();
  receiver.answer = () => 'hang';
  const ids: string[] = [];
  for (let i = 0; i < 81; i++) ids.push(await stand.announce(webhook, lifecycle));
  await receiver.waitFor(80);
  expect(await stand.installation.queues.queue('deliveries').getJobCounts()).toMatchObject({
    prioritized: 1,
  });
  expect(await (await stand.hop(ids[80] ?? '', 1))?.getState()).toBe('prioritized');
});

it.each([
  ['while operators have paused the queue', { paused: true }, 0],
  ['when it was recorded a while ago, so that the reconciler may have added its hop', {}, 3_000],
])('leaves a delivery to the queue %s', async (_when, options, agoMs) => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate, options);
  await prove();
  const deliver: typeof lifecycle.deliver = (delivery) =>
    lifecycle.deliver({ ...delivery, at: delivery.at - agoMs });
  const id = await stand.announce(webhook, { ...lifecycle, deliver });
  await idle();
  expect(await (await stand.hop(id, 1))?.getState()).toBe('prioritized');
  expect(receiver.messages).toHaveLength(0);
});

it('sends nothing that is not recorded: whoever comes second to the same end announces nothing', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate);
  await prove();
  const { store } = stand.installation;
  const id = await stand.admit(webhook);
  const claim = { tenant: TENANT, id, task: 'chat', hop: 1, attempt: 1 };
  const beginning = await beginAttempt(store, claim, 'model.sim-echo');
  if (beginning.verdict !== 'ok') throw new Error(`the attempt is ${beginning.verdict}`);
  const end = { to: 'expired', error: { code: 'expired' }, entry: {} } as const;
  await changeJob(lifecycle, beginning.job, end);
  await changeJob(lifecycle, beginning.job, { ...end, fence: { hop: 1, attempt: 1 }, from: ['running'] });
  await idle();
  const recorded = await store.redis.smembers(store.keys.jobDeliveries(TENANT, id));
  expect(receiver.messages.map((message) => message.id)).toEqual(recorded);
});

it('begins a new schedule when it is redriven after a failed first attempt', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate, { schedule: [0, 3_600, 3_600] });
  await prove();
  receiver.answer = () => ({ status: 503 });
  const id = await stand.announce(webhook, lifecycle);
  await receiver.waitFor(1);
  await idle();
  const delivery = await readDelivery(stand.installation.store, TENANT, id);
  if (!delivery) throw new Error('the delivery is not there');
  expect(await sendAgain(stand.installation, delivery.record)).toBe(true);
  expect((await stand.hop(id, 2))?.data).not.toHaveProperty('tries');
});

it('goes on with a hop after a failed first attempt, which an operator may promote', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate, { schedule: [0, 3_600, 3_600] });
  await prove();
  receiver.answer = () => ({ status: 503 });
  const id = await stand.announce(webhook, lifecycle);
  await receiver.waitFor(1);
  await idle();
  expect(await stand.show(id)).toMatchObject({ status: 'pending', attempts: 1, response_code: 503 });
  const hop = await stand.hop(id, 1);
  expect(await hop?.getState()).toBe('delayed');
  expect(hop?.data).toMatchObject({ delivery_id: id, tries: 1 });
  receiver.answer = () => ({ status: 204 });
  await stand.deliver({ schedule: [0, 3_600, 3_600] });
  await hop?.promote();
  expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
  expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 2 });
});

it('ends as a dead letter where the receiver wants no more', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate);
  await prove();
  receiver.answer = () => ({ status: 410 });
  const id = await stand.announce(webhook, lifecycle);
  await receiver.waitFor(1);
  await idle();
  await stand.deliver();
  expect(await stand.over(id)).toMatchObject({ kind: 'failed', reason: 'http_410' });
  expect(await stand.show(id)).toMatchObject({ status: 'failed', attempts: 1 });
  expect(receiver.messages).toHaveLength(1);
});

it('is sent again when its process dies while it sends', async () => {
  const { lifecycle, idle } = stand.sendingAtOnce(gate, { timeoutMs: 2_000 });
  await prove();
  receiver.answer = () => 'hang';
  const id = await stand.announce(webhook, lifecycle);
  await receiver.waitFor(1);
  receiver.answer = () => ({ status: 204 });
  expect(await reconcile()).toBe(1);
  await stand.deliver();
  expect(await stand.over(id)).toMatchObject({ kind: 'completed' });
  expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  // Were it only slow and not dead, it could not settle what a hop owns now.
  await idle();
  expect(await stand.show(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  expect(receiver.messages.map((message) => message.id)).toEqual([id, id]);
});
