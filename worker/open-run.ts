import type { Job } from 'bullmq';
import type { Catalog, CompiledTask } from '../shared/catalog/catalog.ts';
import { announceEvents } from '../shared/lifecycle/announce-events.ts';
import type { Lifecycle } from '../shared/lifecycle/change-job.ts';
import { allOf } from '../shared/policy/duties.ts';
import type { JobHopData } from '../shared/queues/queue-names.ts';
import { behind } from '../shared/queues/turns.ts';
import { memberOfBranch } from '../shared/routing/members.ts';
import { AnswerCache } from '../shared/stores/answer-cache.ts';
import type { Claim, OwnedJob } from '../shared/stores/begin-attempt.ts';
import { openJournal } from '../shared/stores/journal.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { RunningAttempts } from './attempts/running-attempts.ts';
import { askedEffect } from './pipeline/branch-effect.ts';
import type { Run, StageDependencies } from './pipeline/stage.ts';
import { StageTimer } from './pipeline/stage-timer.ts';
import { Restorer } from './redaction/restorer.ts';
import type { SideCall } from './side-calls/side-call.ts';
import type { ClockKeeper } from './turns/clock-keeper.ts';

/** A job or side call whose workers died this often is taken to be what kills them. */
export const MOST_CRASHES = 12;

/** What running hops needs. */
export interface ProcessDependencies {
  readonly lifecycle: Lifecycle;
  readonly catalog: Catalog;
  /** Reads the catalog anew: a job may be pinned to versions that this process has not heard of. */
  refreshCatalog(): Promise<void>;
  readonly attempts: RunningAttempts;
  readonly stages: StageDependencies;
  readonly clocks: Pick<ClockKeeper, 'begin'>;
  readonly log: Logger;
  /** Hears of every stage that ended; fault tests end the process there. */
  readonly afterStage?: (stage: string) => void;
}

/** The run of an attempt, or of a side call; undefined when a definition it needs is gone. */
export async function openRun(
  dependencies: ProcessDependencies,
  hop: Job<JobHopData>,
  claim: Claim,
  owned: OwnedJob,
  signal: AbortSignal,
): Promise<Run | undefined> {
  const { catalog, lifecycle, clocks } = dependencies;
  const task = await pinnedTask(dependencies, owned);
  const { branch } = claim;
  const journal = await openJournal(lifecycle.store, claim, owned, () => {
    // What is not announced here, maintenance announces.
    void announceEvents(lifecycle, claim.tenant).catch(() => {});
  });
  const asked =
    branch === undefined
      ? undefined
      : journal.get<Readonly<Record<string, SideCall>>>(askedEffect(claim.hop))?.[branch];
  const ofBranch = () => asked?.model ?? (task && branch !== undefined && memberOfBranch(task.route, branch));
  const name = branch === undefined ? owned.record.model : ofBranch() || undefined;
  const model = name === undefined ? undefined : catalog.model(name);
  if (!task || name === undefined || !model) return undefined;
  const job = branch === undefined ? owned : { ...owned, record: { ...owned.record, model: name } };
  return {
    claim,
    job,
    task,
    model,
    duties: allOf([]),
    input: task.modelView ? task.modelView(owned.input.input) : owned.input.input,
    ...{
      flags: [],
      repairs: [],
      reasks: 0,
      dataClasses: asked?.dataClasses ?? [],
      tenantClasses: [],
      restorer: new Restorer([]),
      pseudonyms: new Map(),
    },
    signal,
    ...(task.definition.cache && {
      cache: await AnswerCache.of(lifecycle.store, claim, job, task, (name) => catalog.model(name)?.version),
    }),
    asked,
    journal,
    timer: new StageTimer(),
    calls: 0,
    called: false,
    beginTurn: once(() =>
      clocks.begin(hop.queueName, (hop.data.place ?? Number.NaN) - behind(job.record.priority)),
    ),
    usage: job.record.usage,
    cost: job.record.cost,
    reserved: job.record.reserved,
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
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
