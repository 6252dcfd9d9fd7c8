import { type JobResult, PART } from './job-content.ts';
import { lifecycleEntry } from './job-log.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/**
 * Keeps one more approval of a job that needs further ones.
 * @param result what the job waits with, the vote among it
 * @returns false when the job has changed since its record was read
 */
export async function addVote(
  store: Store,
  record: JobRecord,
  result: JobResult,
  actor: string,
): Promise<boolean> {
  const { keys } = store;
  const { tenant, id, version } = record;
  const box = await store.dataKeys.box(tenant, id, record);
  if (!box) return false;
  const entry = lifecycleEntry({ at: Date.now(), status: 'awaiting_approval', actor, code: 'approved' });
  const reply = await store.run(
    'vote',
    [keys.job(tenant, id), keys.jobResult(tenant, id), keys.jobLog(tenant, id)],
    [version, box.seal(PART.result, result), entry, keys.jobSteps(), `${tenant} ${id}`],
  );
  return reply === 1;
}
