import { DelayedError, type Job } from 'bullmq';
import { addHop, type Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { expireJob } from '../../shared/lifecycle/expire-job.ts';
import { restQueue } from '../../shared/limits/rest-queue.ts';
import type { JobHopData } from '../../shared/queues/queue-names.ts';
import { RetryLater } from '../../shared/queues/retry-later.ts';
import type { Claim } from '../../shared/stores/begin-attempt.ts';
import { finishBranch, type LeftBranch } from '../../shared/stores/finish-branch.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { readJob } from '../../shared/stores/read-job.ts';
import type { HopResult } from '../conclude-attempt.ts';
import { codeOf, restOf } from '../pipeline/outcome-facts.ts';
import type { Outcome, Run } from '../pipeline/stage.ts';

/** A hop that makes a side call. */
export interface BranchHop {
  readonly hop: Job<JobHopData>;
  readonly token: string;
  readonly claim: Claim & { readonly branch: string };
}

interface Concluding extends BranchHop {
  readonly record: JobRecord;
  readonly run?: Pick<Run, 'called' | 'timer' | 'asked'>;
}

/** What a side call waits for on its own queue: the process ends, or its model's minute has no room. */
const WAITS_FOR = new Set<string | undefined>(['drained', 'model_rate']);

/**
 * Ends a side call: an answer is in the journal by now, a failure is told in the timeline and not tried again, since
 * others wait beside it. The last to end adds the hop that runs the job on.
 * @throws the error with which BullMQ brings the hop again: it has something to wait for, or an error on our side may pass
 */
export async function concludeBranch(
  lifecycle: Lifecycle,
  concluding: Concluding,
  outcome: Outcome,
): Promise<HopResult> {
  const { hop, claim, record, run } = concluding;
  const { store } = lifecycle;
  // Whoever has taken it over ends it.
  if (outcome.kind === 'abandon') return { status: 'superseded' };
  if (outcome.kind === 'expire') {
    const job = await readJob(store, claim.tenant, claim.id);
    if (job) await expireJob(lifecycle, job);
  }
  const code = codeOf(outcome);
  // The job cannot go on without what a stage has asked for, while a member is one of several.
  const needed = run?.asked !== undefined;
  if (outcome.kind === 'snooze' && (needed || WAITS_FOR.has(code)))
    return wait(lifecycle, concluding, outcome);
  const triesAgain = code === 'internal' || (needed && outcome.kind === 'retry');
  if (triesAgain && hop.attemptsMade + 1 < (hop.opts.attempts ?? 1)) {
    await leave(lifecycle, concluding);
    const afterMs = outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0;
    const backoffMs = lifecycle.backoffMs(hop.queueName, hop.attemptsMade + 1);
    throw new RetryLater(code ?? 'internal', Math.max(afterMs, backoffMs));
  }
  const left = await leave(lifecycle, concluding, {
    queue: hop.queueName,
    code,
    stages: run?.timer.entries,
  });
  if (left === 0) await addHop(lifecycle, { ...record, branches: {} });
  const restMs = restOf(outcome);
  if (restMs !== undefined) await restQueue(store, hop.queueName, restMs);
  return { status: left === undefined ? 'superseded' : 'answered' };
}

/** Puts the hop off. Its place is free meanwhile: it takes another when it comes again. */
async function wait(
  lifecycle: Lifecycle,
  concluding: Concluding,
  { afterMs, slowQueue }: Extract<Outcome, { kind: 'snooze' }>,
): Promise<never> {
  const { hop, token } = concluding;
  await leave(lifecycle, concluding);
  if (slowQueue) await restQueue(lifecycle.store, hop.queueName, afterMs);
  await hop.moveToDelayed(Date.now() + afterMs, token);
  throw new DelayedError();
}

/** Leaves the side call's place to the next of its tenant. @returns how many branches are left, where this one ends */
async function leave(
  { store, queues }: Lifecycle,
  { claim, record, run }: Concluding,
  entry?: LeftBranch['entry'],
): Promise<number | undefined> {
  const { left, called } = await finishBranch(store, { claim, record, unused: !run?.called, entry });
  if (called.length > 0) await queues.wake(called).catch(() => {});
  return left;
}
