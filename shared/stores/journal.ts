import { type SettledCall, settlementOf } from '../cost/settlement.ts';
import type { Claim, OwnedJob } from './begin-attempt.ts';
import { DELTAS_TTL_S, type Delta, deltaMessage } from './deltas.ts';
import { PART } from './job-content.ts';
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

/** What is written together with an effect: the call that brought it, and what it streamed. */
export interface Settled extends SettledCall {
  /** Streamed output that was not written yet. */
  readonly lastDelta?: Delta;
}

/** What the script says when a budget has reached a threshold. */
const EVENTS_LEFT = 2;
/** What it says when the tenant has budgets and the caller did not expect any. */
const BUDGETED = -2;

/**
 * The journal of one job, over the effects that `beginAttempt` loaded.
 * @param eventsLeft hears that there are events of the tenant to announce
 */
export async function openJournal(
  store: Store,
  claim: Claim,
  job: OwnedJob,
  eventsLeft: () => void,
): Promise<Journal> {
  const secrets = await store.tenantKeys(claim.tenant);
  const { box } = job;
  const known = new Map(job.journal);
  const { keys, budgeted } = store;
  const { tenant, id } = claim;
  const write = (effect: string, sealed: Buffer, { lastDelta, ...call }: Settled): Promise<unknown> => {
    const settlement = settlementOf(store, secrets, job, call, Date.now());
    return store.run(
      'put-effect',
      [
        ...[keys.job(tenant, id), keys.jobJournal(tenant, id), keys.jobDeltas(tenant, id)],
        ...[keys.jobLog(tenant, id), ...settlement.keys],
      ],
      [
        ...[effect, sealed, claim.hop, claim.attempt],
        ...[lastDelta ? box.seal(PART.delta, lastDelta) : '', DELTAS_TTL_S],
        ...[keys.jobSteps(), deltaMessage(claim), ...settlement.args],
      ],
    );
  };
  return {
    get: <T>(effect: string) => {
      const sealed = known.get(effect);
      return sealed && box.open<T>(`${PART.effect}:${effect}`, sealed);
    },
    put: async <T>(effect: string, value: T, settled: Settled) => {
      const place = `${PART.effect}:${effect}`;
      const sealed = box.seal(place, value);
      let reply = await write(effect, sealed, settled);
      if (reply === BUDGETED) {
        budgeted.add(tenant);
        reply = await write(effect, sealed, settled);
      }
      if (reply === EVENTS_LEFT) eventsLeft();
      if (reply === 0) return undefined;
      const counts = reply instanceof Buffer ? reply : sealed;
      known.set(effect, counts);
      return counts === sealed ? value : box.open<T>(place, counts);
    },
  };
}
