import type { TaskDefinition } from '../../shared/catalog/definitions.ts';
import { compileSchema } from '../../shared/catalog/json-schema.ts';
import { CONTRACTS } from '../../shared/catalog/kind-contracts.ts';
import { policyOf } from './failure-policy.ts';
import type { Ended } from './run-pipeline.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';
import { checkDelivery } from './stages/check-delivery.ts';

/**
 * Answers in the models' place where the task has an answer for that, and none of them has one to give. Where that
 * cannot be computed or would not do, the job ends as without it.
 */
export async function standIn(
  run: Run,
  ended: Ended,
  attemptsLeft: boolean,
  dependencies: StageDependencies,
): Promise<Ended> {
  const { fallback } = run.task.definition;
  const code = endingOf(ended.outcome, attemptsLeft);
  if (!fallback || code === undefined || !policyOf(code)?.standsIn) return ended;
  const stop = run.timer.start('stand_in');
  const answer = await answerOf(run, fallback, dependencies);
  if (!answer.ok) {
    stop('failed', answer.why);
    return ended;
  }
  stop('answered', { code });
  run.output = answer.output;
  const given = await checkDelivery.run(run, dependencies);
  if (given.kind !== 'continue') return { stage: checkDelivery.name, outcome: given };
  const output = {
    ...{ output: answer.output, citations: [], tool_calls: [], confidence: null },
    ...{ finish_reason: 'fallback', cached: false },
  };
  return { stage: 'stand_in', outcome: { kind: 'complete', output } };
}

/** What the job would fail of, or wait for. */
function endingOf(outcome: Outcome, attemptsLeft: boolean): string | undefined {
  if (outcome.kind === 'fail' || (outcome.kind === 'retry' && !attemptsLeft)) return outcome.error.code;
  return outcome.kind === 'snooze' && outcome.code === 'breaker_open' ? outcome.code : undefined;
}

type Answer =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      readonly why: { readonly code: string; readonly details?: Record<string, string | number> };
    };

async function answerOf(
  { job, task }: Run,
  fallback: NonNullable<TaskDefinition['fallback']>,
  { evaluate }: Pick<StageDependencies, 'evaluate'>,
): Promise<Answer> {
  if ('output' in fallback) return { ok: true, output: fallback.output };
  const evaluated = await evaluate(fallback.compute, job.input.input);
  if (!evaluated.ok) {
    const { code, error, position } = evaluated;
    const details = error !== undefined && { details: { error, position: position ?? 0 } };
    return { ok: false, why: { code, ...details } };
  }
  const output: unknown = JSON.parse(evaluated.value);
  const { kind } = task.definition;
  const check = kind === 'chat' ? task.checkOutput : compileSchema(CONTRACTS[kind].output);
  const does = check ? check(output).length === 0 : typeof output === 'string';
  return does ? { ok: true, output } : { ok: false, why: { code: 'invalid_output' } };
}
