import type { Model } from '../catalog/catalog.ts';
import type { Store } from '../stores/store.ts';

/** How soon a call looks again that might fit once others have told what they needed, in ms. */
const LOOK_AGAIN_MS = 1_000;

/** What a call has reserved of its model's minute. The first word about it counts. */
export interface MinuteReservation {
  /** Says how many tokens it has needed; without a number, as many as it was taken to need. */
  settle(tokens?: number): void;
  /** Says that it was not made. */
  giveBack(): void;
}

const UNCOUNTED: MinuteReservation = { settle: () => {}, giveBack: () => {} };

/**
 * Reserves a call of its model's minute, where the model limits what it may have in one. (BullMQ counts hops, of which
 * not every one makes a call, and forgets its count when the queue rests.)
 * @param estimate works out the tokens that the call is taken to need
 * @returns how long the queue is to rest, in ms, where there is no room
 */
export async function reserveModelMinute(
  { keys, run }: Pick<Store, 'keys' | 'run'>,
  { queue, definition }: Model,
  estimate: () => number,
): Promise<MinuteReservation | { readonly restMs: number }> {
  const { tokens_per_minute = 0, requests_per_minute = 0 } = definition;
  if (tokens_per_minute === 0 && requests_per_minute === 0) return UNCOUNTED;
  const key = keys.modelMinute(queue);
  const tokens = estimate();
  const reply = await run(
    'reserve-model-minute',
    [key],
    [tokens, requests_per_minute, tokens_per_minute, Date.now(), LOOK_AGAIN_MS],
  );
  const [restMs, second] = reply as [number, number?];
  if (second === undefined) return { restMs };
  let settled = false;
  const end = (more: number, calls: number) => {
    if (settled) return;
    settled = true;
    // Nobody waits for this: what gets lost has left the minute soon.
    run('settle-model-minute', [key], [second, more, calls]).catch(() => {});
  };
  return {
    settle: (needed = tokens) => end(needed - tokens, 0),
    giveBack: () => end(-tokens, -1),
  };
}
