import { DelayedError, type Job } from 'bullmq';
import { addHop, type Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { expireJob } from '../../shared/lifecycle/expire-job.ts';
import { restQueue } from '../../shared/limits/rest-queue.ts';
import type { JobHopData } from '../../shared/queues/queue-names.ts';
import { RetryLater } from '../../shared/queues/retry-later.ts';
import type { Claim } from '../../shared/stores/begin-attempt.ts';
import { finishBranch } from '../../shared/stores/finish-branch.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { readJob } from '../../shared/stores/read-job.ts';
import type { HopResult } from '../conclude-attempt.ts';
import { codeOf, restOf } from '../pipeline/outcome-facts.ts';
import type { Outcome } from '../pipeline/stage.ts';
import type { StageTimer } from '../pipeline/stage-timer.ts';

/** A hop that makes a side call. */
export interface BranchHop {
  readonly hop: Job<JobHopData>;
  readonly token: string;
  readonly claim: Claim & { readonly branch: string };
}

interface Concluding extends BranchHop {
  readonly record: JobRecord;
  readonly timer?: StageTimer;
}

/**
 * Ends a side call: an answer is in the journal by now, a failure is told in the timeline and not tried again, since
 * others wait beside it. The last to end adds the hop that runs the job on.
 * @throws the error with which BullMQ brings the hop again: the process ends, or an error on our side may pass
 */
export async function concludeBranch(
  lifecycle: Lifecycle,
  concluding: Concluding,
  outcome: Outcome,
): Promise<HopResult> {
  const { hop, token, claim, record, timer } = concluding;
  const { store, queues } = lifecycle;
  if (outcome.kind === 'expire') {
    const job = await readJob(store, claim.tenant, claim.id);
    if (job) await expireJob(lifecycle, job);
  }
  const code = codeOf(outcome);
  if (code === 'drained') {
    await hop.moveToDelayed(Date.now(), token);
    throw new DelayedError();
  }
  if (code === 'internal' && hop.attemptsMade + 1 < (hop.opts.attempts ?? 1)) {
    throw new RetryLater(code, lifecycle.backoffMs(hop.queueName, hop.attemptsMade + 1));
  }
  const { left, called } = await finishBranch(store, claim, {
    queue: hop.queueName,
    code,
    stages: timer?.entries,
  });
  if (called.length > 0) await queues.wake(called).catch(() => {});
  if (left === 0) await addHop(lifecycle, { ...record, branches: {} });
  const restMs = restOf(outcome);
  if (restMs !== undefined) await restQueue(store, hop.queueName, restMs);
  return { status: left === undefined ? 'superseded' : 'answered' };
}
