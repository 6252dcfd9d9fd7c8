import type { CachedAnswer } from '../../../shared/stores/answer-cache.ts';
import { PEOPLE_EFFECT } from '../../../shared/stores/job-content.ts';
import { NO_USAGE } from '../../../shared/stores/job-record.ts';
import { hasAnswered } from '../ask-model.ts';
import { longestCallMs } from '../longest-call.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';
import { restream } from '../stream-deltas.ts';

/** Whoever waits is woken; should that get lost, it looks again after this long, in ms, doubled each time. */
const FIRST_LOOK_MS = 1_000;
const LAST_LOOK_MS = 30_000;
/** What finding an answer may take beside the model's own time, in ms. */
const BESIDE_MS = 10_000;
/** A minute is counted in 61 seconds. */
const MINUTE_MS = 61_000;

/**
 * Answers a request that equals an earlier one without a model. Of equal requests that run at once, one asks the
 * model and the others wait for its answer, without a slot.
 */
export const lookInCache: Stage = {
  name: 'look_in_cache',
  // What a reviewer has asked for no other job's answer heeds.
  applies: (run) =>
    run.cache !== undefined && run.calls === 0 && run.journal.get(PEOPLE_EFFECT.guidance) === undefined,
  run: async (run, dependencies) => {
    const { cache, claim } = run;
    if (!cache) return CONTINUE;
    const looked = await cache.look(findMs(run, dependencies));
    // What the present model has answered is replayed, and kept if it is for this job to find; what another has answered
    // was not good enough.
    if (hasAnswered(run) && (looked === 'wait' || typeof looked === 'object')) return CONTINUE;
    if (typeof looked === 'object') return takeAnswer(run, looked.hit, dependencies);
    if (looked === 'gone') return { kind: 'abandon' };
    if (looked === 'wait') {
      const afterMs = Math.min(FIRST_LOOK_MS * 2 ** Math.min(claim.attempt - 1, 10), LAST_LOOK_MS);
      return { kind: 'snooze', code: 'equal_request', afterMs };
    }
    run.finds = true;
    return CONTINUE;
  },
};

/** Keeps the job's turn to find the answer while it is put off. @param restMs for how long, in ms */
export async function keepTurn(run: Run, restMs: number, dependencies: StageDependencies): Promise<void> {
  // Before its next call its tenant's minute may put it off as well.
  const minuteMs = run.job.record.countedIn ? MINUTE_MS : 0;
  await run.cache?.look(restMs + minuteMs + findMs(run, dependencies));
}

function findMs(run: Run, dependencies: StageDependencies): number {
  return longestCallMs(run, dependencies) + BESIDE_MS;
}

/** Leaves the answer in the run; what decides about results still has its say. */
async function takeAnswer(run: Run, hit: CachedAnswer, dependencies: StageDependencies): Promise<Outcome> {
  const { job, journal, task, model, claim } = run;
  const { output, cost } = hit;
  const family = model.family ? model.definition.name : undefined;
  const settled = { model: job.record.model, family, usage: NO_USAGE, cost: 0, saved: cost };
  await journal.put(`cache.${job.record.redrives}`, {}, settled);
  const mayHaveStreamed = task.definition.stream && (claim.hop > 1 || claim.attempt > 1);
  if (mayHaveStreamed && typeof output.output === 'string') {
    // Whoever has heard an earlier try must discard it.
    await restream(run, output.output, dependencies);
  }
  run.hit = hit;
  return CONTINUE;
}
