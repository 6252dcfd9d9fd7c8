import { appendAudit } from '../audit/append-audit.ts';
import { AppError } from '../errors/app-error.ts';
import { addVote } from '../stores/add-vote.ts';
import { PEOPLE_EFFECT } from '../stores/job-content.ts';
import { readJob, type StoredJob } from '../stores/read-job.ts';
import { addHop, type Change, changeJob, type Lifecycle } from './change-job.ts';
import { type Decider, loadWaiting, requireRole, type WaitingJob } from './waiting-job.ts';

/** What an approver says. */
export interface ApprovalDecision {
  readonly decision: 'approve' | 'deny';
  readonly reason: string;
  /** What they saw, by its digest; what has become another meanwhile is not approved. */
  readonly digest?: string;
}

/**
 * Counts what an approver says. With the last approval that is needed the job goes on, and finds in its journal what
 * was approved; one denial ends it. Each approves once, and nobody what they have asked for themselves.
 * @returns the job as it is now
 * @throws AppError `not_found`, `not_waiting`, `forbidden`, `already_decided`
 */
export async function decideApproval(
  lifecycle: Lifecycle,
  tenant: string,
  id: string,
  decider: Decider,
  decision: ApprovalDecision,
): Promise<StoredJob> {
  const { store } = lifecycle;
  const job = await loadWaiting(store, tenant, id, 'awaiting_approval');
  const { record, waiting } = job;
  const { actor } = decider;
  requireRole(job, decider);
  if (decision.digest !== undefined && decision.digest !== waiting.digest) {
    throw new AppError('not_waiting', 'What waits for approval is not what the digest names.');
  }
  if (decision.decision === 'approve') refuseVoter(job, actor);
  const votes = [...waiting.votes, { actor, at: Date.now(), reason: decision.reason }];
  const enough = decision.decision === 'deny' || votes.length >= waiting.quorum;
  if (!enough) {
    const result = { ...job.result, waiting: { ...waiting, votes } };
    if (!(await addVote(store, record, result, actor))) {
      return decideApproval(lifecycle, tenant, id, decider, decision);
    }
  } else {
    const moved = await changeJob(lifecycle, job, {
      ...changeOf(job, decision, votes),
      from: ['awaiting_approval'],
      ifVersion: record.version,
      entry: { actor, code: decision.decision === 'deny' ? 'denied' : 'approved' },
    });
    if (!moved.done) return decideApproval(lifecycle, tenant, id, decider, decision);
    if (decision.decision === 'approve') await addHop(lifecycle, { ...record, hop: moved.hop }, moved);
  }
  const audited = { actor, action: `approval.${decision.decision}`, target: id };
  await appendAudit(store, tenant, { ...audited, reason: `digest ${waiting.digest}` });
  return (await readJob(store, tenant, id)) ?? job;
}

function refuseVoter({ record, waiting }: WaitingJob, actor: string): void {
  if (actor === `key:${record.apiKeyId}`) {
    throw new AppError('forbidden', 'Nobody approves what they have asked for themselves.');
  }
  if (waiting.votes.some((vote) => vote.actor === actor)) {
    throw new AppError('already_decided', 'You have approved the job already; it needs somebody else.');
  }
}

function changeOf(
  { record, waiting }: WaitingJob,
  { decision }: ApprovalDecision,
  votes: readonly object[],
): Omit<Change, 'entry'> {
  if (decision === 'deny') {
    const message = 'The approval that the request needs was denied.';
    return { to: 'refused', error: { code: 'approval_denied', stage: 'approval' }, result: { message } };
  }
  const { digest } = waiting;
  const effect = { id: PEOPLE_EFFECT.approval(digest), value: { digest, votes } };
  return { to: 'queued', nextHopOn: record.queue, effect };
}
