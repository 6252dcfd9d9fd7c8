import { AttemptStopped } from '../attempts/attempt-stopped.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from './stage.ts';
import { askMembers } from './stages/ask-members.ts';
import { assembleContext } from './stages/assemble-context.ts';
import { awaitApproval } from './stages/await-approval.ts';
import { callModel } from './stages/call-model.ts';
import { checkDelivery } from './stages/check-delivery.ts';
import { checkFacts } from './stages/check-facts.ts';
import { checkPolicy } from './stages/check-policy.ts';
import { checkRules } from './stages/check-rules.ts';
import { compareAnswer } from './stages/compare-answer.ts';
import { compareMembers } from './stages/compare-members.ts';
import { formatOutput } from './stages/format-output.ts';
import { guardContext } from './stages/guard-context.ts';
import { guardInput } from './stages/guard-input.ts';
import { guardOutput } from './stages/guard-output.ts';
import { judgeInput } from './stages/judge-input.ts';
import { judgeMember } from './stages/judge-member.ts';
import { judgeOutput } from './stages/judge-output.ts';
import { lookInCache } from './stages/look-in-cache.ts';
import { makeSideCall } from './stages/make-side-call.ts';
import { rateOutput } from './stages/rate-output.ts';
import { redact } from './stages/redact.ts';
import { renderPrompt } from './stages/render-prompt.ts';
import { restore } from './stages/restore.ts';
import { sampleAnswers } from './stages/sample-answers.ts';
import { storeResult } from './stages/store-result.ts';
import { validateInput } from './stages/validate-input.ts';
import { validateOutput } from './stages/validate-output.ts';

/** The stages in their order. */
const STAGES: readonly Stage[] = [
  checkPolicy,
  validateInput,
  checkFacts,
  awaitApproval,
  guardInput,
  redact,
  assembleContext,
  guardContext,
  renderPrompt,
  lookInCache,
  judgeInput,
  askMembers,
  compareMembers,
  callModel,
  validateOutput,
  compareAnswer,
  guardOutput,
  judgeOutput,
  sampleAnswers,
  restore,
  formatOutput,
  rateOutput,
  checkRules,
  checkDelivery,
  storeResult,
];

/** Those of a side call that another stage has worded. */
const WORDED_STAGES: readonly Stage[] = [checkPolicy, makeSideCall];

/** Those of a cascade's member: the job's other stages go on with its answer. */
const MEMBER_STAGES: readonly Stage[] = [
  checkPolicy,
  redact,
  assembleContext,
  renderPrompt,
  callModel,
  judgeMember,
];

/** An attempt's outcome and the stage it came from. */
export interface Ended {
  readonly outcome: Outcome;
  readonly stage: string;
}

/**
 * Runs the stages until one does not say `continue`; those of a side call may all say so.
 * @param afterStage hears of each stage that ended, before the next begins
 */
export async function runPipeline(
  run: Run,
  dependencies: StageDependencies,
  afterStage: (stage: string) => void = () => {},
): Promise<Ended> {
  let ended: Ended = { outcome: CONTINUE, stage: 'begin' };
  for (const stage of stagesOf(run)) {
    if (stage.applies?.(run) === false) continue;
    const stop = run.timer.start(stage.name);
    const outcome = await runStage(stage, run, dependencies);
    stop(outcome.kind, 'error' in outcome ? { code: outcome.error.code } : {});
    afterStage(stage.name);
    ended = { outcome, stage: stage.name };
    if (outcome.kind !== 'continue') break;
  }
  return ended;
}

function stagesOf({ claim, asked }: Run): readonly Stage[] {
  if (asked) return WORDED_STAGES;
  return claim.branch === undefined ? STAGES : MEMBER_STAGES;
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
