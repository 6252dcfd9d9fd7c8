import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { type Json, objectOf } from './json-values.ts';
import { ModelFailure } from './model-port.ts';

/** The words in which providers say what is wrong, where they do not leave it to the HTTP status. */
const WORDS: ReadonlyMap<unknown, ErrorCode> = new Map<unknown, ErrorCode>([
  // No waiting helps until somebody pays.
  ['insufficient_quota', 'model_quota_exhausted'],
  ['billing_error', 'model_quota_exhausted'],
  ['contract_spend_limit_reached', 'model_quota_exhausted'],
  ['enforced_spend_limit_reached', 'model_quota_exhausted'],
  ['rate_limit_exceeded', 'model_rate_limited'],
  ['rate_limit_error', 'model_rate_limited'],
  ['authentication_error', 'model_auth'],
  ['permission_error', 'model_auth'],
  ['invalid_api_key', 'model_auth'],
  ['invalid_request_error', 'model_rejected'],
  ['invalid_prompt', 'model_rejected'],
  ['not_found_error', 'model_rejected'],
  ['overloaded_error', 'model_unavailable'],
  ['timeout_error', 'model_timeout'],
]);

/** What an HTTP status of a provider, and the error it reports with it, mean for the job. */
export function codeOfStatus(status: number, report?: Json): ErrorCode {
  const said = codeOfReport(report);
  if (status === 402 || said === 'model_quota_exhausted') return 'model_quota_exhausted';
  if (status === 429) return 'model_rate_limited';
  if (status === 401 || status === 403) return 'model_auth';
  if (status === 408) return 'model_timeout';
  if (status === 409 || status === 425 || status >= 500) return 'model_unavailable';
  return 'model_rejected';
}

/** The failure that a provider reports where an answer should be, after an HTTP status that promised one. */
export function reportedFailure(report: unknown, otherwise: ErrorCode): ModelFailure {
  const code = codeOfReport(objectOf(report)) ?? otherwise;
  return new ModelFailure(code, 'The model reported an error in place of its answer.');
}

function codeOfReport(report: Json | undefined): ErrorCode | undefined {
  if (!report) return undefined;
  const { code, type, details } = report;
  // Servers that stand before others pass on the HTTP status they got.
  if (typeof code === 'number' && code >= 400 && code < 600) return codeOfStatus(code);
  return WORDS.get(objectOf(details)?.error_code) ?? WORDS.get(code) ?? WORDS.get(type);
}
