import type { JobOutput } from '../../../shared/stores/job-content.ts';
import type { Stage } from '../stage.ts';

/** Puts the result together, for the cache too where the job finds the answer for it; writing it ends the job. */
export const storeResult: Stage = {
  name: 'store_result',
  run: async (run, { wake }) => {
    if (run.hit) return { kind: 'complete', output: { ...run.hit.output, cached: true } };
    const output: JobOutput = {
      output: run.output,
      citations: [],
      tool_calls: [],
      confidence: run.confidence ?? null,
      finish_reason: run.answer?.finishReason ?? 'stop',
      cached: false,
    };
    const { cache } = run.task.definition;
    if (run.finds && cache) {
      const waiting = await run.cache?.put({ output, cost: run.cost }, 1_000 * cache.ttl_seconds);
      run.finds = false;
      await wake(waiting ?? []);
    }
    return { kind: 'complete', output, model: run.stands };
  },
};
