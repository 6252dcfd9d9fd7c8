import type { Claim } from './begin-attempt.ts';
import { PART } from './job-content.ts';
import type { Store } from './store.ts';

/** A piece of streamed output, or the mark that the output starts again. */
export type Delta = { readonly type: 'delta'; readonly text: string } | { readonly type: 'reset' };

/** Deltas live this long while they are written, in seconds. */
const WRITTEN_TTL_S = 86_400;

/** Appends a delta. False when the attempt no longer owns the job; nothing was written then. */
export async function appendDelta(store: Store, claim: Claim, delta: Delta): Promise<boolean> {
  const { keys } = store;
  const box = (await store.tenantKeys(claim.tenant)).box(claim.id);
  const reply = await store.run(
    'append-delta',
    [keys.job(claim.tenant, claim.id), keys.jobDeltas(claim.tenant, claim.id)],
    [
      claim.hop,
      claim.attempt,
      box.seal(PART.delta, delta),
      WRITTEN_TTL_S,
      keys.changes(),
      `${claim.tenant} ${claim.id} 0 delta`,
    ],
  );
  return reply === 1;
}

/** Reads the deltas from position `from` on. */
export async function readDeltas(store: Store, tenant: string, id: string, from: number): Promise<Delta[]> {
  const box = (await store.tenantKeys(tenant)).box(id);
  const sealed = await store.redis.lrangeBuffer(store.keys.jobDeltas(tenant, id), from, -1);
  return sealed.map((entry) => box.open<Delta>(PART.delta, entry));
}
