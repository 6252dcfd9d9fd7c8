import { AppError } from '../errors/app-error.ts';
import { PART } from './job-content.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** Entries of feedback one job may have. */
const MOST = 100;

/**
 * Seals feedback and adds it to its job.
 * @throws AppError `not_found` also for a deleted job, `limit_reached`
 */
export async function addFeedback(store: Store, record: JobRecord, feedback: unknown): Promise<void> {
  const { keys } = store;
  const { tenant, id } = record;
  const box = await store.dataKeys.box(tenant, id, record);
  if (!box) throw new AppError('not_found', `There is no job ${id}.`);
  const sealed = box.seal(PART.feedback, feedback);
  const reply = await store.run(
    'add-feedback',
    [keys.job(tenant, id), keys.jobFeedback(tenant, id)],
    [sealed, MOST],
  );
  if (reply === 0) throw new AppError('not_found', `There is no job ${id}.`);
  if (reply === -1) throw new AppError('limit_reached', `The job has ${MOST} entries of feedback already.`);
}
