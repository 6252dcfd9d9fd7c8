import { DelayedError, type Job } from 'bullmq';
import type { Lifecycle } from '../shared/lifecycle/change-job.ts';
import type { JobHopData } from '../shared/queues/queue-names.ts';
import type { LimitedHop } from '../shared/stores/begin-attempt.ts';

/**
 * Puts off a hop that waits for its tenant: among the delayed it holds no slot of its model.
 * @throws DelayedError with which BullMQ goes on
 */
export async function putOff(
  lifecycle: Lifecycle,
  {
    hop,
    token,
    limited,
  }: { readonly hop: Job<JobHopData>; readonly token: string; readonly limited: LimitedHop },
): Promise<never> {
  const { store, queues } = lifecycle;
  const { queueName: queue, id = '' } = hop;
  await hop.moveToDelayed(Date.now() + limited.delayMs, token);
  // Whoever has called it before that could not wake it.
  const place = await store.redis.zscore(store.keys.waitingHops(hop.data.tenant), limited.waiter);
  const wasCalled = Number(place) !== limited.place;
  await queues.wake([...limited.called, ...(wasCalled ? [{ queue, id }] : [])]);
  throw new DelayedError();
}
