import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, parseJson } from '../protocol/json.ts';
import { ApiError, invalidRequest } from './api-error.ts';

const maxBodyBytes = 16 * 1024 * 1024;

/** A request body as an object, with its size in bytes. */
export interface CallBody {
  readonly value: JsonObject;
  readonly bytes: number;
}

/**
 * Reads a request body of at most 16 MB that must be a JSON object.
 * Errors: `ApiError` 413 when it is larger, 400 when it is not UTF-8, not JSON or not an object.
 */
export async function readJsonBody(request: IncomingMessage): Promise<CallBody> {
  const bytes = await readBytes(request);
  const value = isUtf8(bytes) ? parseJson(bytes.toString('utf8')) : undefined;
  if (isObject(value)) return { value, bytes: bytes.length };
  throw invalidRequest('The body of the request could not be read: it has to be a JSON object in UTF-8.');
}

/** Reads a request body of at most 16 MB. Errors: `ApiError` 413 when it is larger. */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBodyBytes) chunks.push(chunk);
      else rejectTooLarge(request, chunks, reject);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('close', () => {
      if (!request.complete) reject(new ApiError({ status: 499, message: 'The client closed the request.' }));
    });
    request.on('error', reject);
  });
}

function rejectTooLarge(request: IncomingMessage, chunks: Buffer[], reject: (error: ApiError) => void): void {
  chunks.length = 0;
  request.removeAllListeners('data');
  request.resume();
  reject(
    new ApiError({
      status: 413,
      message: `Request body is larger than ${maxBodyBytes} bytes.`,
      code: 'request_too_large',
      headers: { connection: 'close' },
    }),
  );
}
