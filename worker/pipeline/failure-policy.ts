import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { CallOutcome } from '../../shared/resilience/breaker-settings.ts';

/** What a failure means for the job's model, and for the job where its route has another one. */
interface Policy {
  /** How it counts for the model's breaker. */
  readonly call: CallOutcome;
  /**
   * `next`: the next model at once. `again`: the same model while attempts are left and its breaker is not open.
   * `route`: the next model if the route says so.
   */
  readonly goes: 'next' | 'again' | 'route';
  /** Whether the job does not come back to the model. */
  readonly leaves: boolean;
  /** Whether it means that there is no answer to be had, so that the task's own may stand in. */
  readonly standsIn: boolean;
}

type FailureCode = ErrorCode | 'breaker_open';

/**
 * Every failure after which a job may go to another model. Where there is none, its outcome stays what it is:
 * a retry, a wait, a refusal or a failure.
 */
const POLICIES: Partial<Record<FailureCode, Policy>> = {
  model_unavailable: { call: 'unavailable', goes: 'again', leaves: true, standsIn: true },
  model_timeout: { call: 'timeout', goes: 'again', leaves: true, standsIn: true },
  model_bad_answer: { call: 'bad_answer', goes: 'again', leaves: true, standsIn: true },
  model_rate_limited: { call: 'rate_limited', goes: 'next', leaves: true, standsIn: true },
  // These are a matter of the account or of the request: they say nothing of the model's health.
  model_quota_exhausted: { call: 'none', goes: 'next', leaves: true, standsIn: true },
  model_auth: { call: 'none', goes: 'next', leaves: true, standsIn: true },
  model_not_configured: { call: 'none', goes: 'next', leaves: true, standsIn: true },
  model_rejected: { call: 'none', goes: 'next', leaves: true, standsIn: false },
  // It was not asked.
  too_expensive: { call: 'none', goes: 'next', leaves: true, standsIn: true },
  // It was not called, and may not be.
  policy_denied: { call: 'none', goes: 'next', leaves: true, standsIn: false },
  // It has been asked again as often as the task allows.
  invalid_output: { call: 'invalid_output', goes: 'next', leaves: true, standsIn: true },
  // Another model's may be smaller.
  output_too_large: { call: 'none', goes: 'next', leaves: true, standsIn: true },
  content_filtered: { call: 'filtered', goes: 'route', leaves: true, standsIn: false },
  // The members of a cascade, not the model that they are asked for, have no answer.
  no_agreement: { call: 'none', goes: 'next', leaves: false, standsIn: true },
  // It was not called.
  breaker_open: { call: 'none', goes: 'next', leaves: false, standsIn: true },
};

const CODES = new Map<string, Policy>(Object.entries(POLICIES));

/** The policy of a code; undefined for one that another model would not change. */
export function policyOf(code: string): Policy | undefined {
  return CODES.get(code);
}
