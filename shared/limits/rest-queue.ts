import type { Store } from '../stores/store.ts';

/** Above every limit of a queue, as BullMQ itself marks one that rests. */
const FULL = Number.MAX_SAFE_INTEGER;

/** Lets all hops of a queue wait, in all processes. A rest that is longer already stays as it is. */
export async function restQueue(
  { keys, run }: Pick<Store, 'keys' | 'run'>,
  queue: string,
  ms: number,
): Promise<void> {
  await run('rest-queue', [keys.queueCount(queue)], [Math.max(1, Math.round(ms)), FULL]);
}
