import type { HopQueues } from '../shared/queues/hop-queues.ts';

/** Lets all hops of a queue wait for some ms. */
export async function slowQueue(queues: HopQueues, queue: string, ms: number): Promise<void> {
  await queues.queue(queue).rateLimit(Math.max(1, Math.round(ms)));
}
