import type { Claim } from './begin-attempt.ts';
import { DELTAS_TTL_S, type Delta, deltaMessage } from './deltas.ts';
import { PART } from './job-content.ts';
import { formatUsage, type Usage } from './job-record.ts';
import type { Store } from './store.ts';

/** The effects a job has completed. What is in it is replayed, never done again. */
export interface Journal {
  /** The recorded value of an effect, or undefined while it has none. */
  get<T>(effect: string): T | undefined;
  /**
   * Records a completed effect and returns the value that counts: the first writer's.
   * Undefined when the job has ended meanwhile.
   */
  put<T>(effect: string, value: T, settled: Settled): Promise<T | undefined>;
}

/** What is written together with an effect. */
export interface Settled {
  /** What the job has used with this effect. */
  readonly usage: Usage;
  /** What it has cost with this effect, in micro-USD. */
  readonly cost: number;
  /** Streamed output that was not written yet. */
  readonly lastDelta?: Delta;
}

/** The journal of one job, over the effects that `beginAttempt` loaded. */
export async function openJournal(
  store: Store,
  claim: Claim,
  effects: ReadonlyMap<string, Buffer>,
): Promise<Journal> {
  const box = (await store.tenantKeys(claim.tenant)).box(claim.id);
  const known = new Map(effects);
  return {
    get: <T>(effect: string) => {
      const sealed = known.get(effect);
      return sealed && box.open<T>(`${PART.effect}:${effect}`, sealed);
    },
    put: async <T>(effect: string, value: T, { usage, cost, lastDelta }: Settled) => {
      const { keys } = store;
      const { tenant, id } = claim;
      const place = `${PART.effect}:${effect}`;
      const sealed = box.seal(place, value);
      const reply = await store.run(
        'put-effect',
        [
          keys.job(tenant, id),
          keys.jobJournal(tenant, id),
          keys.jobDeltas(tenant, id),
          keys.jobLog(tenant, id),
        ],
        [
          ...[effect, sealed, claim.hop, claim.attempt],
          ...[lastDelta ? box.seal(PART.delta, lastDelta) : '', DELTAS_TTL_S],
          ...[keys.jobSteps(), deltaMessage(claim), formatUsage(usage), cost],
        ],
      );
      if (reply === 0) return undefined;
      const counts = reply instanceof Buffer ? reply : sealed;
      known.set(effect, counts);
      return counts === sealed ? value : box.open<T>(place, counts);
    },
  };
}
