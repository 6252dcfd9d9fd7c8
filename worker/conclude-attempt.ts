import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { JobStatus } from '../shared/contracts/job-states.ts';
import { addHop, type Change, changeJob, type Lifecycle } from '../shared/lifecycle/change-job.ts';
import { restQueue } from '../shared/limits/rest-queue.ts';
import type { JobHopData } from '../shared/queues/queue-names.ts';
import { RetryLater } from '../shared/queues/retry-later.ts';
import type { Claim, OwnedJob } from '../shared/stores/begin-attempt.ts';
import { askedEffect } from './pipeline/branch-effect.ts';
import type { Ended } from './pipeline/run-pipeline.ts';
import type { Outcome, Run } from './pipeline/stage.ts';

/** What a hop returns to BullMQ: a code, never content. */
export interface HopResult {
  readonly status: JobStatus | 'rerouted' | 'answered' | 'superseded' | 'final' | 'missing';
}

/** An attempt that has come to its outcome. */
export interface Concluding {
  readonly hop: Job<JobHopData>;
  readonly token: string;
  readonly claim: Claim;
  readonly job: Pick<OwnedJob, 'record'> & Partial<OwnedJob>;
  readonly run?: Run;
}

/**
 * Writes the outcome to the record first and to BullMQ second, so that a death in between leaves a hop that
 * finds itself done. A job that is rerouted gets its next hop, and one that asks its branches, before this one ends.
 * @returns what the hop returns
 * @throws the error with which BullMQ retries, delays or fails the hop
 */
export async function concludeAttempt(
  lifecycle: Lifecycle,
  attempt: Concluding,
  ended: Ended,
): Promise<HopResult> {
  const outcome = decided(lifecycle, attempt, ended.outcome);
  // A job that was put off keeps its turn: those that come meanwhile have not missed it.
  if (putOffFor(outcome) === undefined) attempt.run?.beginTurn();
  const change = changeOf(attempt, outcome, ended.stage);
  if (!change) return { status: 'superseded' };
  const moved = await changeJob(lifecycle, attempt.job, change);
  if (!moved.done) return { status: 'superseded' };
  if (outcome.kind === 'reroute') {
    await addHop(lifecycle, { ...attempt.job.record, queue: outcome.queue, hop: moved.hop }, moved);
  }
  if (outcome.kind === 'ask') {
    const { branches, joinOn: queue } = outcome;
    const next = { ...attempt.job.record, queue, hop: moved.hop, branches };
    await addHop(lifecycle, next, moved);
  }
  return finishHop(lifecycle, attempt, outcome, change.to);
}

type Decided = Exclude<Outcome, { kind: 'continue' }> & { readonly delayMs?: number };

/** A retry whose attempts are spent is a failure. */
function decided(lifecycle: Lifecycle, { hop, job }: Concluding, outcome: Outcome): Decided {
  if (outcome.kind === 'continue') throw new Error('a pipeline cannot end with continue');
  if (outcome.kind !== 'retry') return outcome;
  const attempts = hop.opts.attempts ?? 1;
  if (hop.attemptsMade + 1 >= attempts) return { kind: 'fail', error: outcome.error };
  const backoff = lifecycle.backoffMs(job.record.queue, hop.attemptsMade + 1);
  return { ...outcome, delayMs: Math.max(outcome.afterMs ?? 0, backoff) };
}

/** Why an attempt does not count, where it does not. A breaker that is found open is no try of the model. */
function putOffFor(outcome: Decided): string | undefined {
  const putOff = outcome.kind === 'snooze' || (outcome.kind === 'reroute' && outcome.code === 'breaker_open');
  return putOff ? outcome.code : undefined;
}

function changeOf({ claim, hop, job, run }: Concluding, outcome: Decided, stage: string): Change | undefined {
  const code = 'error' in outcome ? outcome.error.code : 'code' in outcome ? outcome.code : undefined;
  const common = {
    fence: { hop: claim.hop, attempt: claim.attempt },
    from: ['running'] as const,
    unused: run?.called ? undefined : true,
    entry: { queue: hop.queueName, hop: claim.hop, attempt: claim.attempt, code, stages: run?.timer.entries },
    failedProbes: run?.failedProbe ? job.record.failedProbes + 1 : undefined,
  };
  const spent = { usage: run?.usage, cost: run?.cost };
  switch (outcome.kind) {
    case 'complete':
      return {
        ...common,
        ...spent,
        to: 'completed',
        result: { output: outcome.output },
        model: outcome.model,
      };
    case 'ask': {
      const { branches, asked, joinOn: nextHopOn } = outcome;
      const effect = asked && { id: askedEffect(claim.hop + 1), value: asked };
      return { ...common, to: 'queued', nextHopOn, branches, effect };
    }
    case 'refuse':
    case 'fail': {
      const { message } = outcome.error;
      const to = outcome.kind === 'fail' ? 'failed' : 'refused';
      return { ...common, ...spent, to, error: { code: outcome.error.code, stage }, result: { message } };
    }
    case 'suspend':
    case 'escalate': {
      const { code, message } = outcome.error;
      const { record } = job;
      const waiting = {
        quorum: 1,
        digest: record.fingerprint,
        ...outcome.wait,
        since: Date.now(),
        votes: [],
      };
      const to = outcome.kind === 'suspend' ? 'awaiting_approval' : 'awaiting_review';
      return { ...common, ...spent, to, error: { code, stage }, result: { message, waiting } };
    }
    case 'expire':
      return { ...common, ...spent, to: 'expired', error: { code: 'expired', stage } };
    case 'retry':
      return { ...common, to: 'queued', retryAt: Date.now() + (outcome.delayMs ?? 0) };
    case 'snooze':
      return { ...common, to: 'queued', putOff: putOffFor(outcome), retryAt: Date.now() + outcome.afterMs };
    case 'reroute': {
      const { model, failed, waits } = outcome;
      const reroute = { model, failed, waits };
      return { ...common, to: 'queued', nextHopOn: outcome.queue, reroute, putOff: putOffFor(outcome) };
    }
    case 'abandon':
      return undefined;
  }
}

async function finishHop(
  { store }: Lifecycle,
  { hop, token }: Concluding,
  outcome: Decided,
  status: JobStatus,
): Promise<HopResult> {
  switch (outcome.kind) {
    case 'retry':
      throw new RetryLater(outcome.error.code, outcome.delayMs ?? 0);
    case 'snooze':
      // The hop waits among the delayed as well: their time wakes a worker that found nothing else to do.
      if (outcome.slowQueue) await restQueue(store, hop.queueName, outcome.afterMs);
      await hop.moveToDelayed(Date.now() + outcome.afterMs, token);
      throw new DelayedError();
    case 'ask':
      return { status: 'queued' };
    case 'reroute':
      if (outcome.slowQueueMs !== undefined) await restQueue(store, hop.queueName, outcome.slowQueueMs);
      return { status: 'rerouted' };
    case 'fail':
      // It stands under "failed" in the dashboard, as the dead letter it is.
      throw new UnrecoverableError(outcome.error.code);
    default:
      return { status };
  }
}
