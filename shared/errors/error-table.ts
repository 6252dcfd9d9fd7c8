/** What an error code means to callers: HTTP status, a fixed title, and whether the same request may succeed later. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/** Every error code of the product in one table: problems of the HTTP API first, then ends of jobs. */
export const ERRORS = {
  invalid_request: { status: 400, title: 'The request is not valid', retryable: false },
  invalid_json: { status: 400, title: 'The body is not valid JSON', retryable: false },
  invalid_input: { status: 400, title: "The input does not match the task's schema", retryable: false },
  unknown_task: { status: 400, title: 'No such task', retryable: false },
  unknown_model: { status: 400, title: 'No such model', retryable: false },
  invalid_definition: { status: 400, title: 'The definition cannot be used', retryable: false },
  no_model_fits: { status: 400, title: 'No model may carry the job', retryable: false },
  unknown_scope: { status: 400, title: 'No such scope', retryable: false },
  unknown_endpoint: { status: 400, title: 'No such webhook endpoint', retryable: false },
  blocked_address: { status: 400, title: 'The address is not allowed', retryable: false },
  idempotency_key_required: { status: 400, title: 'An Idempotency-Key is required', retryable: false },
  idempotency_key_invalid: { status: 400, title: 'The Idempotency-Key is not valid', retryable: false },
  unauthenticated: { status: 401, title: 'A valid API key is required', retryable: false },
  budget_exceeded: { status: 402, title: 'The budget has no room for the job', retryable: true },
  forbidden: { status: 403, title: 'The API key may not do this', retryable: false },
  not_found: { status: 404, title: 'Not found', retryable: false },
  method_not_allowed: { status: 405, title: 'The method is not allowed here', retryable: false },
  request_timeout: { status: 408, title: 'The request took too long to arrive', retryable: true },
  job_not_failed: { status: 409, title: 'Only a failed job can be retried', retryable: false },
  job_final: { status: 409, title: 'The job has already ended', retryable: false },
  endpoint_disabled: { status: 409, title: 'The webhook endpoint is disabled', retryable: false },
  endpoint_required: { status: 409, title: 'The webhook endpoint cannot be deleted', retryable: false },
  limit_reached: { status: 409, title: 'There are as many as there may be', retryable: false },
  nothing_to_roll_back: {
    status: 409,
    title: 'The label has not pointed elsewhere before',
    retryable: false,
  },
  label_required: { status: 409, title: 'The label cannot be removed', retryable: false },
  already_exists: { status: 409, title: 'It exists already', retryable: false },
  payload_too_large: { status: 413, title: 'The body is too large', retryable: false },
  unsupported_media_type: { status: 415, title: 'The media type is not supported', retryable: false },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used with another body',
    retryable: false,
  },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  headers_too_large: { status: 431, title: 'The request headers are too large', retryable: false },
  internal: { status: 500, title: 'Something went wrong on our side', retryable: true },
  unavailable: { status: 503, title: 'The service is not available just now', retryable: true },

  model_unavailable: { status: 502, title: 'The model did not answer', retryable: true },
  model_timeout: { status: 504, title: 'The model took too long', retryable: true },
  model_rate_limited: { status: 429, title: 'The model is limiting requests', retryable: true },
  model_quota_exhausted: { status: 502, title: "The model's quota is used up", retryable: true },
  model_bad_answer: { status: 502, title: "The model's answer could not be read", retryable: true },
  model_rejected: { status: 502, title: 'The model rejected the request', retryable: false },
  model_auth: { status: 502, title: "The model's credentials were not accepted", retryable: false },
  too_expensive: { status: 502, title: 'The call could cost more than its route allows', retryable: false },
  model_not_configured: { status: 502, title: 'The model is not configured', retryable: false },
  invalid_output: { status: 502, title: "The output does not match the task's schema", retryable: true },
  no_agreement: { status: 502, title: 'The models that were asked do not agree', retryable: true },
  output_truncated: { status: 502, title: 'The output was cut off at its token limit', retryable: false },
  output_too_large: { status: 502, title: 'The output is larger than results may be', retryable: false },
  prompt_failed: { status: 500, title: 'The prompt could not be rendered', retryable: false },
  definition_missing: { status: 500, title: 'A definition the job needs is gone', retryable: false },
  content_unreadable: { status: 500, title: "The job's content could not be decrypted", retryable: false },
  worker_lost: { status: 500, title: 'The workers running the job died too often', retryable: true },
  model_refused: { status: 200, title: 'The model declined', retryable: false },
  content_filtered: {
    status: 200,
    title: "The provider's content filter stopped the answer",
    retryable: false,
  },
  cancelled: { status: 200, title: 'The job was cancelled', retryable: false },
  expired: { status: 200, title: 'The job did not finish before it expired', retryable: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
