import type { StoredJob } from '../stores/read-job.ts';
import { changeJob, type Lifecycle } from './change-job.ts';

/** Ends a job whose time is up, wherever it is. Does nothing when it has ended meanwhile. */
export async function expireJob(lifecycle: Lifecycle, job: StoredJob): Promise<boolean> {
  const { id, queue, hop, version } = job.record;
  const moved = await changeJob(lifecycle, job, {
    to: 'expired',
    ifVersion: version,
    error: { code: 'expired' },
    entry: { actor: 'reconciler', code: 'expired' },
  });
  if (!moved.done) return false;
  await lifecycle.queues.removeHop(queue, id, hop);
  return true;
}
