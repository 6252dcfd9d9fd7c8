import { beginBranch } from '../../shared/stores/begin-branch.ts';
import type { HopResult } from '../conclude-attempt.ts';
import { MOST_CRASHES, openRun, type ProcessDependencies } from '../open-run.ts';
import { runPipeline } from '../pipeline/run-pipeline.ts';
import type { Outcome } from '../pipeline/stage.ts';
import { putOff } from '../put-off.ts';
import { repairFollowers } from '../repair-followers.ts';
import { type BranchHop, concludeBranch } from './conclude-branch.ts';

/** Makes one side call of a job, on its model's queue, and lets the job go on when it was the last. */
export async function processBranch(
  dependencies: ProcessDependencies,
  branchHop: BranchHop,
): Promise<HopResult> {
  const { lifecycle, attempts, stages, afterStage } = dependencies;
  const { hop, claim } = branchHop;
  const beginning = await beginBranch(lifecycle.store, claim, hop.queueName);
  if (beginning.verdict === 'missing') return { status: 'missing' };
  if (beginning.verdict === 'limited') return putOff(lifecycle, { ...branchHop, limited: beginning });
  if (beginning.verdict === 'unreadable') {
    return concludeBranch(lifecycle, { ...branchHop, record: beginning.record }, UNREADABLE);
  }
  if (beginning.verdict !== 'ok') {
    await repairFollowers(lifecycle, beginning.record);
    return { status: beginning.verdict };
  }
  const { record } = beginning.job;
  const running = attempts.begin(hop.id ?? '', claim, record.expiresAt, hop.processedOn ?? Date.now());
  try {
    const run = await openRun(dependencies, hop, claim, beginning.job, running.signal);
    // No model is ever called under the limits of another.
    const callable = run?.model.queue === hop.queueName && hop.stalledCounter <= MOST_CRASHES;
    const outcome = run && callable ? (await runPipeline(run, stages, afterStage)).outcome : UNCALLABLE;
    // What nobody has found fault with was an answer.
    run?.pass?.end('success');
    return await concludeBranch(lifecycle, { ...branchHop, record, run }, outcome);
  } finally {
    running.end();
  }
}

const UNREADABLE: Outcome = {
  kind: 'fail',
  error: { code: 'content_unreadable', message: "The job's input could not be decrypted." },
};

const UNCALLABLE: Outcome = {
  kind: 'fail',
  error: { code: 'model_not_configured', message: 'The model cannot be called on this queue.' },
};
