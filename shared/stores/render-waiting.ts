import type { WaitingJob } from '../lifecycle/waiting-job.ts';
import { jobObject, rfc3339 } from './render-job.ts';

/** A waiting job as those who decide see it. */
export function waitingObject(job: WaitingJob) {
  const { record, input, waiting } = job;
  const { error, subject } = jobObject(record, job);
  return {
    id: record.id,
    object: record.status === 'awaiting_review' ? 'review' : 'approval',
    task: record.task,
    task_version: record.taskVersion,
    subject,
    code: error?.code ?? '',
    message: error?.message ?? '',
    stage: error?.stage ?? null,
    waiting_since: rfc3339(waiting.since),
    expires_at: rfc3339(record.expiresAt),
    role: waiting.role ?? null,
    input: input?.input,
    ...(waiting.candidate === undefined ? {} : { candidate: waiting.candidate }),
    signals: { ...waiting.signals },
    digest: waiting.digest,
    quorum: waiting.quorum,
    approvals: waiting.votes.map(({ actor, at, reason }) => ({ actor, at: rfc3339(at), reason })),
  };
}
