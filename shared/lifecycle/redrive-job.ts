import { appendAudit } from '../audit/append-audit.ts';
import { reservationOf } from '../cost/reservation.ts';
import { AppError } from '../errors/app-error.ts';
import { readJob, type StoredJob } from '../stores/read-job.ts';
import { addHop, changeJob, type Lifecycle } from './change-job.ts';

/**
 * Puts a failed job back to work on a new hop with fresh attempts and a new deadline as long as its first.
 * Tool effects stay; the model answers that led to the failure are dropped, and it begins with the model that it
 * began with.
 * @param actor who asked: `key:…` or `user:…`
 * @throws AppError `not_found`, `job_not_failed`, `budget_exceeded`
 */
export async function redriveJob(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  actor: string,
): Promise<StoredJob> {
  const { store, queues } = lifecycle;
  const job = await readJob(store, tenant, id);
  if (!job) throw new AppError('not_found', `There is no job ${id}.`);
  const { record } = job;
  if (record.status !== 'failed') {
    throw new AppError('job_not_failed', `The job is ${record.status}; only a failed job can be retried.`);
  }
  if (record.deletedAt !== undefined) {
    throw new AppError('job_not_failed', 'The job was deleted; nothing is left to retry.');
  }
  if (record.erasedParts.includes('input')) {
    throw new AppError('job_not_failed', "The job's input is kept no longer; nothing is left to retry.");
  }
  const now = Date.now();
  const queue = record.firstQueue ?? record.queue;
  const expiresAt = now + (job.input?.lifetimeMs ?? record.expiresAt - record.createdAt);
  const first = { ...record, model: record.firstModel ?? record.model, expiresAt };
  const worstCost = job.input ? lifecycle.worstCost(first, job.input) : 0;
  const moved = await changeJob(lifecycle, job, {
    to: 'queued',
    from: ['failed'],
    ifVersion: record.version,
    nextHopOn: queue,
    reroute: record.firstModel === undefined ? undefined : { model: record.firstModel, failed: [] },
    redrive: reservationOf(record, worstCost, now),
    expiresAt,
    entry: { actor, code: 'redrive' },
  });
  if (!moved.done && moved.refusal) throw moved.refusal;
  if (!moved.done) return redriveJob(lifecycle, tenant, id, actor);
  await addHop(lifecycle, { ...record, queue, hop: moved.hop, branches: {} }, moved);
  // The failed hop has done its duty as a dead letter.
  await queues.removeHop(record.queue, id, record.hop);
  await appendAudit(store, tenant, { actor, action: 'job.redrive', target: id });
  return (await readJob(store, tenant, id)) ?? job;
}
