import { AttemptStopped } from '../attempts/attempt-stopped.ts';
import type { Outcome, Run, Stage, StageDependencies } from './stage.ts';
import { callModel } from './stages/call-model.ts';
import { lookInCache } from './stages/look-in-cache.ts';
import { renderPrompt } from './stages/render-prompt.ts';
import { storeResult } from './stages/store-result.ts';
import { validateInput } from './stages/validate-input.ts';
import { validateOutput } from './stages/validate-output.ts';

/** The stages in their order. */
const STAGES: readonly Stage[] = [
  validateInput,
  renderPrompt,
  lookInCache,
  callModel,
  validateOutput,
  storeResult,
];

/** An attempt's outcome and the stage it came from. */
export interface Ended {
  readonly outcome: Outcome;
  readonly stage: string;
}

/**
 * Runs the stages until one does not say `continue`.
 * @param afterStage hears of each stage that ended, before the next begins
 */
export async function runPipeline(
  run: Run,
  dependencies: StageDependencies,
  afterStage: (stage: string) => void = () => {},
): Promise<Ended> {
  for (const stage of STAGES) {
    if (stage.applies?.(run) === false) continue;
    const stop = run.timer.start(stage.name);
    const outcome = await runStage(stage, run, dependencies);
    stop(outcome.kind, 'error' in outcome ? { code: outcome.error.code } : {});
    afterStage(stage.name);
    if (outcome.kind !== 'continue') return { outcome, stage: stage.name };
  }
  throw new Error('the last stage must end the pipeline');
}

async function runStage(stage: Stage, run: Run, dependencies: StageDependencies): Promise<Outcome> {
  try {
    run.signal.throwIfAborted();
    return await stage.run(run, dependencies);
  } catch (error) {
    if (error instanceof AttemptStopped) return error.outcome;
    dependencies.brokeOff(run, stage.name, error);
    return BROKE_OFF;
  }
}

/** An error that no stage foresaw may pass; it may not go on forever. */
const BROKE_OFF: Outcome = {
  kind: 'retry',
  error: { code: 'internal', message: 'An error on our side broke the attempt off.' },
};
