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
  put<T>(effect: string, value: T): Promise<T | undefined>;
}

/** The journal of one job, over the effects that `beginAttempt` loaded. */
export async function openJournal(
  store: Store,
  job: { readonly tenant: string; readonly id: string },
  effects: ReadonlyMap<string, Buffer>,
): Promise<Journal> {
  const box = (await store.tenantKeys(job.tenant)).box(job.id);
  const known = new Map(effects);
  return {
    get: <T>(effect: string) => {
      const sealed = known.get(effect);
      return sealed && box.open<T>(`${PART.effect}:${effect}`, sealed);
    },
    put: async <T>(effect: string, value: T) => {
      const place = `${PART.effect}:${effect}`;
      const sealed = box.seal(place, value);
      const reply = await store.run(
        'put-effect',
        [store.keys.job(job.tenant, job.id), store.keys.jobJournal(job.tenant, job.id)],
        [effect, sealed],
      );
      if (reply === 0) return undefined;
      const counts = reply instanceof Buffer ? reply : sealed;
      known.set(effect, counts);
      return counts === sealed ? value : box.open<T>(place, counts);
    },
  };
}
