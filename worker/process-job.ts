import { type Job, UnrecoverableError } from 'bullmq';
import { type JobHopData, parseHopId } from '../shared/queues/queue-names.ts';
import { beginAttempt, type Claim } from '../shared/stores/begin-attempt.ts';
import { concludeAttempt, type HopResult } from './conclude-attempt.ts';
import { logContent } from './log-content.ts';
import { MOST_CRASHES, openRun, type ProcessDependencies } from './open-run.ts';
import { fallBack } from './pipeline/fall-back.ts';
import { handOver } from './pipeline/hand-over.ts';
import { runPipeline } from './pipeline/run-pipeline.ts';
import type { Outcome, Run, StageDependencies } from './pipeline/stage.ts';
import { keepTurn } from './pipeline/stages/look-in-cache.ts';
import { standIn } from './pipeline/stand-in.ts';
import { putOff } from './put-off.ts';
import { repairFollowers } from './repair-followers.ts';
import { processBranch } from './side-calls/process-branch.ts';

/** Runs one attempt of one hop: load, run the stages, turn the outcome into one move and one BullMQ action. */
export async function processJob(
  dependencies: ProcessDependencies,
  hop: Job<JobHopData>,
  token: string,
): Promise<HopResult> {
  const { lifecycle, attempts, stages, log, afterStage } = dependencies;
  const claim = claimOf(hop);
  const { branch } = claim;
  if (branch !== undefined) return processBranch(dependencies, { hop, token, claim: { ...claim, branch } });
  const beginning = await beginAttempt(lifecycle.store, claim, hop.queueName);
  if (beginning.verdict === 'missing') return { status: 'missing' };
  if (beginning.verdict === 'limited') {
    return putOff(lifecycle, { hop, token, limited: beginning });
  }
  if (beginning.verdict === 'unreadable') {
    return concludeAttempt(lifecycle, { hop, token, claim, job: beginning }, UNREADABLE);
  }
  if (beginning.verdict !== 'ok') {
    const { record } = beginning;
    await repairFollowers(lifecycle, record);
    // Its worker died before it failed the hop, which must stand under "failed" to be found there.
    const failed = beginning.verdict === 'final' && record.status === 'failed' && record.hop === claim.hop;
    if (failed) throw new UnrecoverableError(record.errorCode ?? 'internal');
    return { status: beginning.verdict };
  }
  const { record } = beginning.job;
  const running = attempts.begin(hop.id ?? '', claim, record.expiresAt, hop.processedOn ?? Date.now());
  try {
    const run = await openRun(dependencies, hop, claim, beginning.job, running.signal);
    if (!run) return await concludeAttempt(lifecycle, { hop, token, claim, job: beginning.job }, LOST);
    const ended = record.crashes > MOST_CRASHES ? CRASHED : await runPipeline(run, stages, afterStage);
    // What nobody has found fault with was an answer.
    run.pass?.end('success');
    const attemptsLeft = hop.attemptsMade + 1 < (hop.opts.attempts ?? 1);
    const standing = await standIn(run, fallBack(run, ended, attemptsLeft, stages), attemptsLeft, stages);
    const left = handOver(run, standing, attemptsLeft);
    if (run.finds) await passOn(run, left.outcome, stages);
    logContent(run, left, log);
    return await concludeAttempt(lifecycle, { hop, token, claim, job: beginning.job, run }, left);
  } finally {
    running.end();
    log.debug({ trace_id: record.traceId, job_id: record.id, attempt: claim.attempt }, 'attempt ended');
  }
}

function claimOf(hop: Job<JobHopData>): Claim {
  const { ownerId: id, hop: number, branch } = parseHopId(hop.id ?? '');
  return { tenant: hop.data.tenant, id, task: hop.name, hop: number, branch, attempt: hop.attemptsStarted };
}

const CRASHED = {
  stage: 'begin',
  outcome: {
    kind: 'fail',
    error: { code: 'worker_lost', message: 'The workers that ran this job died too often.' },
  },
} as const;

const UNREADABLE = {
  stage: 'begin',
  outcome: {
    kind: 'fail',
    error: { code: 'content_unreadable', message: "The job's input could not be decrypted." },
  },
} as const;

const LOST = {
  stage: 'begin',
  outcome: {
    kind: 'fail',
    error: { code: 'definition_missing', message: "The job's task or model is no longer in the catalog." },
  },
} as const;

/** Put off for these reasons, a job has failed at nothing. */
const PUT_OFF = new Set(['model_rate', 'reask', 'drained']);

/** Whether the job is still on its way to an answer, and has not failed at anything. */
function goesOn(outcome: Outcome): boolean {
  if (outcome.kind === 'snooze') return PUT_OFF.has(outcome.code);
  return outcome.kind === 'ask' || (outcome.kind === 'reroute' && outcome.code === 'no_agreement');
}

/**
 * A job that goes on finds the answer still. Else whoever waits for it need not; should they not be told, they look for
 * themselves.
 */
async function passOn(run: Run, outcome: Outcome, stages: StageDependencies): Promise<void> {
  try {
    if (!goesOn(outcome)) await stages.wake((await run.cache?.giveUp()) ?? []);
    else if (outcome.kind === 'snooze') await keepTurn(run, outcome.afterMs, stages);
  } catch {
    // The place is free again when its time is over.
  }
}
