import { PolicyFailure } from '../../shared/policy/compile-policy.ts';
import type { Decision } from '../../shared/policy/decide.ts';
import { decisionEntries } from '../../shared/policy/decision-entries.ts';
import type { GovernedJob } from '../../shared/policy/job-requests.ts';
import type { PolicyRequest } from '../../shared/policy/policy-request.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

/** A job as policies know it. @param at the moment that is decided on, in Unix ms */
export function governed({ job: { record, input }, task }: Run, at = Date.now()): GovernedJob {
  const { tenant, apiKeyId, sensitivity, priority } = record;
  const { roles = [], metadata } = input;
  return { tenant, apiKeyId, roles, task, sensitivity, priority, input: input.input, metadata, at };
}

/**
 * Asks policy and tells the timeline what it says.
 * @returns the decision; where there is none, that the job fails
 */
export function askPolicy(
  run: Run,
  request: PolicyRequest,
  { decide, countShadow, brokeOff }: StageDependencies,
): Decision | Extract<Outcome, { kind: 'fail' }> {
  try {
    const decision = decide(run, request);
    // Every attempt decides the admission again, and it is one decision.
    const again = request.action === 'admit_job' && (run.claim.hop > 1 || run.claim.attempt > 1);
    if (!again) countShadow(run, decision);
    for (const { name, verdict, details } of decisionEntries(decision)) {
      run.timer.start(name)(verdict, { details });
    }
    return decision;
  } catch (error) {
    if (!(error instanceof PolicyFailure)) throw error;
    brokeOff(run, 'policy', error);
    return POLICY_FAILED;
  }
}

const POLICY_FAILED = {
  kind: 'fail',
  error: { code: 'policy_failed', message: 'The policy for this job could not be evaluated.' },
} as const;

/** The end of a job that policy does not allow to go on. */
export function deniedBy({ reasons, message }: Decision): Outcome {
  const by = reasons.length > 0 ? `Policy forbids it (${reasons.join(', ')}).` : 'No policy permits it.';
  return { kind: 'refuse', error: { code: 'policy_denied', message: message ?? by } };
}
