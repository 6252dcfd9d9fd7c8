import { ApiError } from '../http/api-error.ts';
import type { BucketVerdict } from './token-bucket.ts';

/** OpenAI's `x-ratelimit-*` headers for the requests that a model takes per second. */
export function rateLimitHeaders(perSecond: number, verdict: BucketVerdict): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': String(perSecond),
    'x-ratelimit-remaining-requests': String(verdict.remaining),
    'x-ratelimit-reset-requests': formatDuration(verdict.fullInMs),
  };
}

/** 429 that says when the next call is welcome: `retry-after-ms`, and `Retry-After` in whole seconds. */
export function rateLimitReached(model: string, perSecond: number, verdict: BucketVerdict): ApiError {
  return new ApiError({
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: `Rate limit reached for ${model} on requests per second: Limit ${perSecond}. Please try again in ${formatDuration(verdict.nextInMs)}.`,
    headers: {
      ...rateLimitHeaders(perSecond, verdict),
      'retry-after': String(Math.max(1, Math.ceil(verdict.nextInMs / 1000))),
      'retry-after-ms': String(verdict.nextInMs),
    },
  });
}

function formatDuration(ms: number): string {
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
