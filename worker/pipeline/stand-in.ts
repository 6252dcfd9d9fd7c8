import { policyOf } from './failure-policy.ts';
import type { Ended } from './run-pipeline.ts';
import type { Outcome, Run } from './stage.ts';

/** Answers in the models' place where the task has an answer for that, and none of them has one to give. */
export function standIn(run: Run, ended: Ended, attemptsLeft: boolean): Ended {
  const { fallback } = run.task.definition;
  const code = endingOf(ended.outcome, attemptsLeft);
  if (!fallback || code === undefined || !policyOf(code)?.standsIn) return ended;
  run.timer.start('stand_in')('answered', { code });
  const output = {
    ...{ output: fallback.output, citations: [], tool_calls: [], confidence: null },
    ...{ finish_reason: 'fallback', cached: false },
  };
  return { stage: 'stand_in', outcome: { kind: 'complete', output } };
}

/** What the job would fail of, or wait for. */
function endingOf(outcome: Outcome, attemptsLeft: boolean): string | undefined {
  if (outcome.kind === 'fail' || (outcome.kind === 'retry' && !attemptsLeft)) return outcome.error.code;
  return outcome.kind === 'snooze' && outcome.code === 'breaker_open' ? outcome.code : undefined;
}
