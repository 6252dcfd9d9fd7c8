import { appendAudit } from '../audit/append-audit.ts';
import { AppError } from '../errors/app-error.ts';
import { randomId } from '../security/ids.ts';
import { addFeedback } from '../stores/add-feedback.ts';
import { PEOPLE_EFFECT } from '../stores/job-content.ts';
import { readJob, type StoredJob } from '../stores/read-job.ts';
import { addHop, type Change, changeJob, type Lifecycle } from './change-job.ts';
import { type Decider, loadWaiting, requireRole, type WaitingJob } from './waiting-job.ts';

/** What a reviewer makes of a job. */
export type ReviewDecision =
  | { readonly decision: 'resolve'; readonly output: unknown; readonly reason?: string }
  | { readonly decision: 'retry'; readonly guidance?: string; readonly reason?: string }
  | { readonly decision: 'refuse'; readonly reason: string; readonly message?: string };

/**
 * Carries out what a reviewer has decided. Of two who decide at once the first one does; what is decided is kept as
 * feedback on the job.
 * @param check throws where the output of a resolution is not what the job's task gives
 * @returns the job as it is now
 * @throws AppError `not_found`, `not_waiting`, `forbidden`, and what `check` throws
 */
export async function decideReview(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  { decider, decision, check }: Deciding,
): Promise<StoredJob> {
  const { store } = lifecycle;
  const { actor } = decider;
  const job = await loadWaiting(store, tenant, id, 'awaiting_review');
  requireRole(job, decider);
  if (decision.decision === 'resolve') check(job, decision.output);
  const moved = await changeJob(lifecycle, job, {
    ...changeOf(job, decision),
    from: ['awaiting_review'],
    ifVersion: job.record.version,
    entry: { actor, code: `review_${decision.decision}` },
  });
  if (!moved.done) throw new AppError('not_waiting', 'Somebody else has decided, or the job has ended.');
  if (decision.decision === 'retry') await addHop(lifecycle, goneOn(job, moved.hop), moved);
  const action = `review.${decision.decision}`;
  await appendAudit(store, tenant, { actor, action, target: id });
  await keep(lifecycle, job, decision, actor);
  return (await readJob(store, tenant, id)) ?? job;
}

/** Who decides what. */
interface Deciding {
  readonly decider: Decider;
  readonly decision: ReviewDecision;
  readonly check: (job: WaitingJob, output: unknown) => void;
}

function goneOn({ record }: WaitingJob, hop: number) {
  return { ...record, queue: record.firstQueue ?? record.queue, hop, branches: {} };
}

function changeOf({ record }: WaitingJob, decision: ReviewDecision): Omit<Change, 'entry'> {
  switch (decision.decision) {
    case 'resolve': {
      const { output } = decision;
      const beside = { citations: [], tool_calls: [], confidence: null };
      return { to: 'completed', result: { output: { output, ...beside, ...REVIEWED } } };
    }
    case 'retry': {
      const { guidance } = decision;
      const effect = guidance === undefined ? undefined : { id: PEOPLE_EFFECT.guidance, value: guidance };
      const first = record.firstModel;
      return {
        ...{ to: 'queued', again: true, effect, nextHopOn: record.firstQueue ?? record.queue },
        reroute: first === undefined ? undefined : { model: first, failed: [] },
      };
    }
    case 'refuse': {
      const message = decision.message ?? 'A reviewer has decided not to answer the request.';
      return { to: 'refused', error: { code: 'review_refused', stage: 'review' }, result: { message } };
    }
  }
}

/** A result that comes from a person says so. */
const REVIEWED = { finish_reason: 'reviewed', cached: false };

/** What a person has decided is worth knowing later; that it cannot be kept undoes no decision. */
async function keep(
  { store }: Lifecycle,
  { record, waiting }: WaitingJob,
  decision: ReviewDecision,
  actor: string,
): Promise<void> {
  const at = new Date().toISOString();
  const { candidate } = waiting;
  const about = { id: randomId('fb'), object: 'feedback', job_id: record.id, created_at: at };
  await addFeedback(store, record, { ...about, actor, candidate, ...decision }).catch(() => {});
}
