import * as Anthropic from '@anthropic-ai/sdk';
import * as OpenAI from 'openai';
import { codeOfStatus } from './failure-codes.ts';
import { objectOf } from './json-values.ts';
import { ModelFailure } from './model-port.ts';
import { retryAfterMs } from './retry-after.ts';

/** The words of the filters before models for words, and before models for pictures. */
const FILTERS = new Set<unknown>(['content_filter', 'moderation_blocked', 'content_policy_violation']);
const TOO_LONG = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/** Turns what a call throws into a failure whose kind does not depend on message texts. */
export function toModelFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (
    error instanceof OpenAI.APIConnectionTimeoutError ||
    error instanceof Anthropic.APIConnectionTimeoutError
  )
    return new ModelFailure('model_timeout', 'Connecting took too long.');
  if (isProviderError(error) && typeof error.status === 'number') {
    const { status, headers } = error;
    const code = codeOfStatus(status, reportOf(error));
    const words =
      code === 'model_quota_exhausted'
        ? "The quota of the model's account is used up."
        : `The model answered ${status}.`;
    return new ModelFailure(code, words, retryAfterMs(headers));
  }
  if (error instanceof Error && objectOf(error.cause)?.code === TOO_LONG)
    return new ModelFailure('model_bad_answer', 'The answer is too long to be one.');
  return new ModelFailure('model_unavailable', 'The connection failed or broke off.');
}

/** Whether a provider's filter stopped the call already at what was asked. */
export function isFiltered(error: unknown): boolean {
  return isProviderError(error) && error.status === 400 && FILTERS.has(reportOf(error)?.code);
}

function isProviderError(error: unknown): error is OpenAI.APIError | Anthropic.APIError {
  return error instanceof OpenAI.APIError || error instanceof Anthropic.APIError;
}

/** OpenAI's SDK unpacks what stands under `error`, Anthropic's does not. */
function reportOf({ error }: OpenAI.APIError | Anthropic.APIError) {
  const body = objectOf(error);
  return objectOf(body?.error) ?? body;
}
