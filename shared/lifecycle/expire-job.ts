import type { StoredJob } from '../stores/read-job.ts';
import { changeJob, type Lifecycle } from './change-job.ts';
import { removeHops } from './remove-hops.ts';

/** Ends a job whose time is up, wherever it is. Does nothing when it has ended meanwhile. */
export async function expireJob(lifecycle: Lifecycle, job: StoredJob): Promise<boolean> {
  const { record } = job;
  const moved = await changeJob(lifecycle, job, {
    to: 'expired',
    ifVersion: record.version,
    error: { code: 'expired' },
    entry: { actor: 'reconciler', code: 'expired' },
  });
  if (!moved.done) return false;
  await removeHops(lifecycle.queues, record);
  return true;
}
