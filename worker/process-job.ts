import { type Job, UnrecoverableError } from 'bullmq';
import type { Catalog, CompiledTask } from '../shared/catalog/catalog.ts';
import { announceEvents } from '../shared/lifecycle/announce-events.ts';
import type { Lifecycle } from '../shared/lifecycle/change-job.ts';
import { hopNumber, type JobHopData } from '../shared/queues/queue-names.ts';
import { AnswerCache } from '../shared/stores/answer-cache.ts';
import { beginAttempt, type Claim, type OwnedJob } from '../shared/stores/begin-attempt.ts';
import { openJournal } from '../shared/stores/journal.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { RunningAttempts } from './attempts/running-attempts.ts';
import { concludeAttempt, type HopResult } from './conclude-attempt.ts';
import { fallBack } from './pipeline/fall-back.ts';
import { runPipeline } from './pipeline/run-pipeline.ts';
import type { Run, StageDependencies } from './pipeline/stage.ts';
import { StageTimer } from './pipeline/stage-timer.ts';
import { standIn } from './pipeline/stand-in.ts';
import { repairFollowers } from './repair-followers.ts';

/** A job whose workers died this often is taken to be what kills them. */
const MOST_CRASHES = 12;

/** What running hops needs. */
export interface ProcessDependencies {
  readonly lifecycle: Lifecycle;
  readonly catalog: Catalog;
  /** Reads the catalog anew: a job may be pinned to versions that this process has not heard of. */
  refreshCatalog(): Promise<void>;
  readonly attempts: RunningAttempts;
  readonly stages: StageDependencies;
  readonly log: Logger;
  /** Hears of every stage that ended; fault tests end the process there. */
  readonly afterStage?: (stage: string) => void;
}

/** Runs one attempt of one hop: load, run the stages, turn the outcome into one move and one BullMQ action. */
export async function processJob(
  dependencies: ProcessDependencies,
  hop: Job<JobHopData>,
  token: string,
): Promise<HopResult> {
  const { lifecycle, attempts, stages, log, afterStage } = dependencies;
  const claim = claimOf(hop);
  const beginning = await beginAttempt(lifecycle.store, claim, hop.queueName);
  if (beginning.verdict === 'missing') return { status: 'missing' };
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
    const run = await openRun(dependencies, claim, beginning.job, running.signal);
    if (!run) return await concludeAttempt(lifecycle, { hop, token, claim, job: beginning.job }, LOST);
    const ended = record.crashes > MOST_CRASHES ? CRASHED : await runPipeline(run, stages, afterStage);
    // What nobody has found fault with was an answer.
    run.pass?.end('success');
    if (run.finds) await giveUp(run, stages);
    const attemptsLeft = hop.attemptsMade + 1 < (hop.opts.attempts ?? 1);
    const left = standIn(run, fallBack(run, ended, attemptsLeft, stages), attemptsLeft);
    return await concludeAttempt(lifecycle, { hop, token, claim, job: beginning.job, run }, left);
  } finally {
    running.end();
    log.debug({ trace_id: record.traceId, job_id: record.id, attempt: claim.attempt }, 'attempt ended');
  }
}

function claimOf(hop: Job<JobHopData>): Claim {
  const { tenant, job_id } = hop.data;
  return { tenant, id: job_id, task: hop.name, hop: hopNumber(hop.id ?? ''), attempt: hop.attemptsStarted };
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

/** The run of an attempt; undefined when a definition it needs is gone. */
async function openRun(
  dependencies: ProcessDependencies,
  claim: Claim,
  job: OwnedJob,
  signal: AbortSignal,
): Promise<Run | undefined> {
  const { catalog, lifecycle } = dependencies;
  const task = await pinnedTask(dependencies, job);
  const model = catalog.model(job.record.model);
  if (!task || !model) return undefined;
  return {
    claim,
    job,
    task,
    model,
    signal,
    ...(task.definition.cache && { cache: await AnswerCache.of(lifecycle.store, claim, job, task) }),
    journal: await openJournal(lifecycle.store, claim, job, () => {
      // What is not announced here, maintenance announces.
      void announceEvents(lifecycle, claim.tenant).catch(() => {});
    }),
    timer: new StageTimer(),
    calls: 0,
    called: false,
    usage: job.record.usage,
    cost: job.record.cost,
    reserved: job.record.reserved,
  };
}

/** Whoever waits for the answer of this job need not; should they not be told, they look for themselves. */
async function giveUp({ cache }: Run, { wake }: StageDependencies): Promise<void> {
  try {
    await wake((await cache?.giveUp()) ?? []);
  } catch {
    // The place is free again when its time is over.
  }
}

async function pinnedTask(
  { catalog, refreshCatalog }: ProcessDependencies,
  { record }: OwnedJob,
): Promise<CompiledTask | undefined> {
  const known = catalog.pinned(record);
  if (known) return known;
  await refreshCatalog();
  return catalog.pinned(record);
}
