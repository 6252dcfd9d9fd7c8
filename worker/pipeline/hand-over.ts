import type { Trigger } from '../../shared/catalog/escalation-settings.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { policyOf } from './failure-policy.ts';
import type { Outcome, Run } from './stage.ts';

/** What an end user is told where the task has no words of its own. */
const MESSAGES: Record<Trigger, string> = {
  low_confidence: 'The answer is not sure enough to be given as it is.',
  invalid_output: 'No usable answer was found.',
  missing_context: 'Something that the answer needs is missing.',
  guardrail_flagged: 'The request or its answer needs a second look.',
  policy: 'The request is not allowed as it is.',
  models_out: 'No answer can be given at present.',
};

const UNUSABLE = new Set<string>([
  ...['invalid_output', 'output_truncated', 'output_too_large', 'model_bad_answer'],
]);

/** What a trigger leads to by the task's settings: a review, a refusal, or nothing. */
export function handedOver(run: Run, trigger: Trigger, code: ErrorCode): Outcome | undefined {
  const { escalate, refuse } = run.task.definition;
  if (escalate?.on.includes(trigger)) {
    return reviewOf(run, { code, message: escalate.message ?? MESSAGES[trigger] });
  }
  if (!refuse?.on.includes(trigger)) return undefined;
  return { kind: 'refuse', error: { code, message: refuse.message ?? MESSAGES[trigger] } };
}

/** The review of a job, with all that the reviewer needs beside its input. */
export function reviewOf(run: Run, error: { readonly code: ErrorCode; readonly message: string }): Outcome {
  return {
    kind: 'escalate',
    error,
    wait: {
      role: run.task.definition.escalate?.role,
      candidate: run.output ?? (run.answer && run.restorer.text(run.answer.text)),
      signals: { confidence: run.confidence ?? null, calls: run.calls },
    },
  };
}

/** What the stages have come to. */
interface Ended {
  readonly outcome: Outcome;
  readonly stage: string;
}

/** Hands a job that would fail to people, or refuses it, where its task says so. */
export function handOver(run: Run, ended: Ended, attemptsLeft: boolean): Ended {
  const { outcome, stage } = ended;
  const fails = outcome.kind === 'fail' || (outcome.kind === 'retry' && !attemptsLeft);
  const denied = outcome.kind === 'refuse' && outcome.error.code === 'policy_denied';
  if (!fails && !denied && !(outcome.kind === 'refuse' && stage.startsWith('check_'))) return ended;
  const { code } = outcome.error;
  const trigger = triggerOf(code);
  const instead = trigger && handedOver(run, trigger, code);
  if (!instead) return ended;
  run.timer.start('hand_over')(instead.kind, { code });
  return { stage, outcome: instead };
}

function triggerOf(code: string): Trigger | undefined {
  if (UNUSABLE.has(code)) return 'invalid_output';
  if (code === 'policy_denied') return 'policy';
  return policyOf(code)?.standsIn ? 'models_out' : undefined;
}
