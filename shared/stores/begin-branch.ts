import { isFinal } from '../contracts/job-states.ts';
import { openIfPossible } from '../security/seal.ts';
import type { Beginning, Claim, LimitedHop } from './begin-attempt.ts';
import { type JobInput, PART } from './job-content.ts';
import { parseRecord } from './job-record.ts';
import type { Store } from './store.ts';

/**
 * Loads a job for one of its side calls. Nothing is fenced or written: whoever makes the call, its first answer
 * counts, and it ends once. `superseded`: the job does not wait for it.
 */
export async function beginBranch(
  store: Pick<Store, 'redis' | 'keys' | 'tenantKeys'>,
  { tenant, id, hop, branch }: Claim & { readonly branch: string },
): Promise<Exclude<Beginning, LimitedHop>> {
  const { redis, keys } = store;
  const [hash, sealed, journal] = await Promise.all([
    redis.hgetall(keys.job(tenant, id)),
    redis.getBuffer(keys.jobInput(tenant, id)),
    redis.hgetallBuffer(keys.jobJournal(tenant, id)),
  ]);
  const record = parseRecord(tenant, id, hash);
  if (!record) return { verdict: 'missing' };
  if (isFinal(record.status)) return { verdict: 'final', record };
  const waits = record.status === 'queued' && record.hop === hop && record.branches[branch];
  if (!waits) return { verdict: 'superseded', record };
  const box = (await store.tenantKeys(tenant)).box(id);
  const input = sealed && openIfPossible(() => box.open<JobInput>(PART.input, sealed));
  if (!input) return { verdict: 'unreadable', record };
  return { verdict: 'ok', job: { record, input, journal: new Map(Object.entries(journal)) } };
}
