import type { Claim } from './begin-attempt.ts';
import { PART } from './job-content.ts';
import type { Store } from './store.ts';

/** A piece of streamed output, or the mark that the output starts again. */
export type Delta = { readonly type: 'delta'; readonly text: string } | { readonly type: 'reset' };

/** A delta and how many timeline entries were written before it. */
export interface PlacedDelta {
  readonly after: number;
  readonly delta: Delta;
}

/** Deltas live this long while they are written, in seconds. */
export const DELTAS_TTL_S = 86_400;

/** What is told on the channel of steps when a delta was written. */
export function deltaMessage({ tenant, id }: Claim): string {
  return `${tenant} ${id} 0 delta`;
}

/** Appends a delta. False when the attempt no longer owns the job; nothing was written then. */
export async function appendDelta(store: Store, claim: Claim, delta: Delta): Promise<boolean> {
  const { keys } = store;
  const { tenant, id } = claim;
  const box = (await store.tenantKeys(tenant)).box(id);
  const reply = await store.run(
    'append-delta',
    [keys.job(tenant, id), keys.jobDeltas(tenant, id), keys.jobLog(tenant, id)],
    [
      claim.hop,
      claim.attempt,
      box.seal(PART.delta, delta),
      DELTAS_TTL_S,
      keys.jobSteps(),
      deltaMessage(claim),
      delta.type,
    ],
  );
  return reply === 1;
}

/** Reads the deltas from position `from` on. */
export async function readDeltas(
  store: Store,
  tenant: string,
  id: string,
  from: number,
): Promise<PlacedDelta[]> {
  const box = (await store.tenantKeys(tenant)).box(id);
  const entries = await store.redis.lrangeBuffer(store.keys.jobDeltas(tenant, id), from, -1);
  return entries.map((entry) => {
    const space = entry.indexOf(0x20);
    return {
      after: Number(entry.subarray(0, space).toString()),
      delta: box.open<Delta>(PART.delta, entry.subarray(space + 1)),
    };
  });
}
