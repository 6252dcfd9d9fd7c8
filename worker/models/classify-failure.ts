import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { ModelFailure } from './model-port.ts';

const MOST_WAIT_MS = 600_000;
/** How OpenAI says, with a 429, that no waiting helps until somebody pays. */
const OUT_OF_QUOTA = 'insufficient_quota';

/** What an HTTP status of a provider means for the job. */
function codeOf(status: number): ErrorCode {
  if (status === 429) return 'model_rate_limited';
  if (status === 401 || status === 403) return 'model_auth';
  if (status === 408) return 'model_timeout';
  if (status === 409 || status === 425 || status >= 500) return 'model_unavailable';
  return 'model_rejected';
}

/** Turns what the SDK throws into a failure whose kind does not depend on message texts. */
export function toModelFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionTimeoutError) {
    return new ModelFailure('model_timeout', 'The connection timed out.');
  }
  if (error instanceof APIConnectionError) {
    return new ModelFailure('model_unavailable', 'The connection failed or broke off.');
  }
  if (error instanceof APIError && typeof error.status === 'number') {
    const { status } = error;
    if (error.code === OUT_OF_QUOTA || error.type === OUT_OF_QUOTA) {
      return new ModelFailure('model_quota_exhausted', "The quota of the model's account is used up.");
    }
    return new ModelFailure(codeOf(status), `The model answered ${status}.`, retryAfterMs(error.headers));
  }
  if (error instanceof APIError) {
    return new ModelFailure('model_unavailable', 'The model reported an error in its stream.');
  }
  if (error instanceof SyntaxError) return new ModelFailure('model_bad_answer', 'The answer is not JSON.');
  return new ModelFailure('model_unavailable', 'The connection failed or broke off.');
}

/** The provider's `Retry-After` (ms, seconds or a date), at most ten minutes. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.min(ms, MOST_WAIT_MS);
  const text = headers?.get('retry-after');
  if (!text) return undefined;
  const seconds = Number(text);
  const wait = Number.isFinite(seconds) ? 1_000 * seconds : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), MOST_WAIT_MS) : undefined;
}
