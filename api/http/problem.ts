import type { Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';

/** RFC 9457 problem document, with the members every problem of this API has. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    retryable: z.boolean(),
    trace_id: z.string(),
  })
  .meta({ id: 'Problem', description: 'What went wrong and what to do, as RFC 9457 has it.' });

/** The problem document of an error. */
export function problemOf(error: AppError, instance: string, traceId: string): Record<string, unknown> {
  const { status, title, retryable } = error.entry;
  return {
    type: `urn:ai-execution-layer:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance,
    code: error.code,
    retryable,
    trace_id: traceId,
    ...error.extras.members,
  };
}

/** Sends a problem; headers the error carries go with it. */
export function sendProblem(response: Response, error: AppError, instance: string, traceId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(error.entry.status);
  for (const [name, value] of Object.entries(error.extras.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Content-Type', 'application/problem+json');
  response.end(JSON.stringify(problemOf(error, instance, traceId)));
}

/** Turns anything thrown into a typed error; `unknown` is told to the caller without its details. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error) {
    if (error instanceof URIError) {
      return new AppError('invalid_request', 'The path has a malformed percent escape.', { cause: error });
    }
    const status: unknown = Reflect.get(error, 'status');
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return new AppError('invalid_request', 'The request could not be read.', { cause: error });
    }
    if (isOutage(error)) {
      return new AppError('unavailable', 'The store does not answer just now; try again shortly.', {
        headers: { 'Retry-After': '2' },
        cause: error,
      });
    }
  }
  return new AppError('internal', 'This is our fault. It was logged under the trace id.', { cause: error });
}

/** Redis is away, or is there and cannot write: full, loading, its disk gone, its cluster incomplete. */
const OUTAGE =
  /Command timed out|Connection is closed|max retries per request|ECONNREFUSED|ECONNRESET|Stream isn't writeable|^(OOM|LOADING|READONLY|MISCONF|CLUSTERDOWN|MASTERDOWN|NOREPLICAS) /i;

function isOutage(error: Error): boolean {
  return OUTAGE.test(error.message) || error.name === 'MaxRetriesPerRequestError';
}
