import { AppError } from '../errors/app-error.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { holdOn, type LegalHold, readHolds } from '../stores/legal-holds.ts';
import { readRecord } from '../stores/read-job.ts';
import type { Store } from '../stores/store.ts';

/** @throws AppError `legal_hold` where the job may not be erased */
export async function refuseHeldJob(store: Store, record: JobRecord): Promise<void> {
  const hold = holdOn(await readHolds(store, record.tenant), record);
  if (hold) throw held(hold);
}

/**
 * @param subject its digest
 * @throws AppError `legal_hold` where what is about the subject, or a job about it, may not be erased
 */
export async function refuseHeldSubject(store: Store, tenant: string, subject: string): Promise<void> {
  for (const hold of await readHolds(store, tenant)) {
    if (hold.target === 'tenant' || hold.target === `subject:${subject}`) throw held(hold);
    const job = hold.target.startsWith('job:') ? hold.target.slice('job:'.length) : undefined;
    if (job !== undefined && (await readRecord(store, tenant, job))?.subject === subject) throw held(hold);
  }
}

function held({ id, target }: LegalHold): AppError {
  return new AppError('legal_hold', `It is under the legal hold ${id} (${target}). Lift that first.`, {
    members: { legal_hold: id },
  });
}
