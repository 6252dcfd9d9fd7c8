import type { Box } from '../security/box.ts';
import type { Claim } from './begin-attempt.ts';
import { PART } from './job-content.ts';
import type { JobRecord } from './job-record.ts';
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
export async function appendDelta(
  { run, keys }: Pick<Store, 'run' | 'keys'>,
  claim: Claim,
  box: Box,
  delta: Delta,
): Promise<boolean> {
  const { tenant, id } = claim;
  const reply = await run(
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

/** Reads the deltas from position `from` on, as they are sealed. */
export async function readDeltas(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  tenant: string,
  id: string,
  from: number,
): Promise<Buffer[]> {
  return redis.lrangeBuffer(keys.jobDeltas(tenant, id), from, -1);
}

/** Opens the deltas of a job; none where the job's key is gone. */
export async function openDeltas(
  store: Pick<Store, 'dataKeys'>,
  record: Pick<JobRecord, 'tenant' | 'id' | 'dataKey' | 'subject'>,
  entries: readonly Buffer[],
): Promise<PlacedDelta[]> {
  const box = await store.dataKeys.box(record.tenant, record.id, record);
  if (!box) return [];
  return entries.map((entry) => {
    const space = entry.indexOf(0x20);
    return {
      after: Number(entry.subarray(0, space).toString()),
      delta: box.open<Delta>(PART.delta, entry.subarray(space + 1)),
    };
  });
}
