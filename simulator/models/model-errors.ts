import { ApiError } from '../http/api-error.ts';

const errorByStatus: Readonly<Record<number, { type: string; code: string; message: string }>> = {
  400: { type: 'invalid_request_error', code: 'invalid_request', message: 'The request is invalid.' },
  401: { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' },
  403: {
    type: 'invalid_request_error',
    code: 'permission_denied',
    message: 'The key may not use this model.',
  },
  404: { type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' },
  429: { type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached.' },
  503: { type: 'server_error', code: 'service_unavailable', message: 'The engine is currently overloaded.' },
};

const serverError = { type: 'server_error', code: 'server_error', message: 'The server had an error.' };
const clientError = { type: 'invalid_request_error', code: 'client_error', message: 'The request failed.' };

/** The error that the simulator answers when it is asked for a status; 429 carries `Retry-After: 1`. */
export function simulatedError(status: number, model: string): ApiError {
  const { type, code, message } = errorByStatus[status] ?? (status >= 500 ? serverError : clientError);
  return new ApiError({
    status,
    type,
    code,
    message: `${message} (simulated by ${model})`,
    headers: status === 429 ? { 'retry-after': '1' } : {},
  });
}

/** 404 for a model that does not exist. */
export function unknownModel(name: string): ApiError {
  return new ApiError({
    status: 404,
    code: 'model_not_found',
    message: `The model \`${name.slice(0, 200)}\` does not exist or you do not have access to it.`,
  });
}
