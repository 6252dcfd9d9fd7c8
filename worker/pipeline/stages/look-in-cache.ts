import { NO_USAGE } from '../../../shared/stores/job-record.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';

/** A model that nobody has measured is looked at again after this long, in ms. */
const UNMEASURED_MS = 200;
const SOONEST_MS = 50;
const LATEST_MS = 1_000;
/** What finding an answer may take beside the model's own time, in ms. */
const BESIDE_MS = 10_000;

/**
 * Answers a request that equals an earlier one without a model. Of equal requests that run at once, one asks the
 * model and the others wait for its answer, without a slot.
 */
export const lookInCache: Stage = {
  name: 'look_in_cache',
  applies: ({ cache, calls, journal, job }) =>
    cache !== undefined && calls === 0 && journal.get(`model.${job.record.redrives}.1`) === undefined,
  run: async (run, dependencies) => {
    const { cache, model, job, journal } = run;
    if (!cache) return CONTINUE;
    const looked = await cache.look(1_000 * model.definition.timeout_seconds + BESIDE_MS);
    if (looked === 'gone') return { kind: 'abandon' };
    if (looked === 'wait') return waitFor(run, dependencies);
    if (looked === 'find') {
      run.finds = true;
      return CONTINUE;
    }
    const { output, cost } = looked.hit;
    const settled = { model: job.record.model, usage: NO_USAGE, cost: 0, saved: cost };
    await journal.put(`cache.${job.record.redrives}`, {}, settled);
    return { kind: 'complete', output: { ...output, cached: true } };
  },
};

function waitFor({ job }: Run, { port }: StageDependencies): Outcome {
  const usual = port(job.record.model)?.latencyMs() ?? UNMEASURED_MS;
  const afterMs = Math.round(Math.min(Math.max(SOONEST_MS, usual), LATEST_MS));
  return { kind: 'snooze', code: 'equal_request', afterMs };
}
