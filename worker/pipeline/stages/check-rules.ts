import { handedOver, reviewOf } from '../hand-over.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';

/** Decides by the task's own rules whether the answer is given, refused, or looked at by a person. */
export const checkRules: Stage = {
  name: 'check_rules',
  applies: ({ task: { definition }, hit }) =>
    !hit && (definition.refuse !== undefined || definition.escalate !== undefined),
  run: async (run, dependencies) => {
    const { refuse, escalate } = run.task.definition;
    const refused = refuse?.when && (await holds(run, refuse.when, dependencies));
    if (refused === 'failed') return RULE_FAILED;
    if (refused) {
      const message = refuse?.message ?? 'This request is not answered.';
      return { kind: 'refuse', error: { code: 'declined_by_rule', message } };
    }
    const escalated = escalate?.when && (await holds(run, escalate.when, dependencies));
    if (escalated === 'failed') return RULE_FAILED;
    if (escalated) {
      const message = escalate?.message ?? 'A person looks at the request.';
      return reviewOf(run, { code: 'review_required', message });
    }
    const doubtful = run.flags.length > 0 && handedOver(run, 'guardrail_flagged', 'guardrail_flagged');
    if (doubtful) return doubtful;
    const least = escalate?.min_confidence;
    if (least === undefined || (run.confidence ?? -1) >= least) return CONTINUE;
    const code = 'low_confidence';
    return handedOver(run, code, code) ?? CONTINUE;
  },
};

/** A rule that cannot be evaluated lets nothing pass. */
const RULE_FAILED: Outcome = {
  kind: 'fail',
  error: { code: 'rule_failed', message: 'A rule of the task could not be evaluated.' },
};

/** Whether a rule holds; one that has no value does not. */
async function holds(
  { job, output, confidence }: Run,
  rule: string,
  { evaluate }: Pick<StageDependencies, 'evaluate'>,
): Promise<boolean | 'failed'> {
  const facts = { input: job.input.input, output, confidence: confidence ?? null };
  const evaluated = await evaluate(`$boolean(${rule})`, facts);
  if (!evaluated.ok) return evaluated.code === 'expression_empty' ? false : 'failed';
  return evaluated.value === 'true';
}
