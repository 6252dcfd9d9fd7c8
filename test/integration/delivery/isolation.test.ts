import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DELIVERIES_QUEUE } from '../../../shared/queues/queue-names.ts';
import { DeliveryStand } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';

const DEAD = 2_000;
const GOOD = 100;
const AT_ONCE = 50;

let stand: DeliveryStand;
const dead = new Receiver();
const good = new Receiver();

beforeAll(async () => {
  stand = await DeliveryStand.open(inject('redisUrl'));
});
afterAll(async () => {
  await dead.stop();
  await good.stop();
  await stand.close();
});

async function announceMany(count: number, url: string, secret: string): Promise<void> {
  for (let i = 0; i < count; i += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => stand.announce({ url, secret })));
  }
}

test('thousands of deliveries to a receiver that hangs delay no other receiver', async () => {
  dead.answer = () => 'hang';
  await announceMany(DEAD, await dead.start(), dead.secret);
  await announceMany(GOOD, await good.start(), good.secret);

  const began = Date.now();
  await stand.deliver();
  await good.waitFor(GOOD);
  const took = Date.now() - began;
  expect(new Set(good.messages.map(({ id }) => id)).size).toBe(GOOD);
  expect(took).toBeLessThan(8_000);
  expect(dead.messages.length).toBeLessThanOrEqual(10);
  const { active } = await stand.installation.queues.queue(DELIVERIES_QUEUE).getJobCounts('active');
  expect(active).toBeLessThanOrEqual(100);
});
