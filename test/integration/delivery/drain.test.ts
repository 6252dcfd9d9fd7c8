import { expect, inject, test } from 'vitest';
import type { DeliveryObject } from '../../../shared/contracts/delivery-object.ts';
import { Receiver } from '../../support/receiver.ts';
import { startSystem } from '../../support/system.ts';

const SLOW_MS = 3_000;

test('a worker that leaves lets the messages that it has sent be answered', async () => {
  const receiver = new Receiver();
  const webhook = { url: await receiver.start(), secret: receiver.secret };
  const options = { redisUrl: inject('redisUrl') };
  const api = await startSystem({ ...options, workers: 0 });
  const leaving = await startSystem({ ...options, keyPrefix: api.env.KEY_PREFIX });
  const post = () => api.api.post({ task: 'chat', model: 'sim-echo', input: { prompt: 'go' }, webhook });
  const statusOf = async (id: string) =>
    (await api.api.get<DeliveryObject>(`/v1/deliveries/${id}`)).body.status;
  // A prompt answer first: only to a receiver that is known to be prompt a message goes out at once.
  await post();
  const [first] = await receiver.waitFor(1);
  await expect.poll(() => statusOf(first?.id ?? '')).toBe('delivered');

  receiver.answer = () => ({ status: 204, afterMs: SLOW_MS });
  await post();
  await receiver.waitFor(2);
  const before = Date.now();
  await leaving.stop();
  expect(Date.now() - before).toBeGreaterThan(SLOW_MS - 500);
  expect(receiver.messages.map(({ answered }) => answered)).toEqual([true, true]);
  await api.stop();
  await receiver.stop();
});
