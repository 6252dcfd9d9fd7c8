import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { invalidRequest } from './api-error.ts';
import { type CallBody, readBytes } from './read-body.ts';

/** What is kept of a file in a form. */
export interface FormFile {
  readonly filename: string;
  readonly media_type: string;
  /** Its length. */
  readonly bytes: number;
  /** The start of its SHA-256, in hex. */
  readonly digest: string;
}

/**
 * Reads a request body of at most 16 MB that must be a form of several parts. Files are described, not kept.
 * Errors: `ApiError` 413 when it is larger, 400 when it is no such form.
 */
export async function readFormBody(request: IncomingMessage): Promise<CallBody> {
  const bytes = await readBytes(request);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined);
  if (!form) throw invalidRequest('The body of the request could not be read: it has to be a form.');
  const fields = await Promise.all(
    [...form].map(async ([name, value]) => [
      name,
      typeof value === 'string' ? value : await describeFile(value),
    ]),
  );
  return { value: Object.fromEntries(fields), bytes: bytes.length };
}

async function describeFile(file: File): Promise<FormFile> {
  const digest = createHash('sha256')
    .update(await file.bytes())
    .digest('hex')
    .slice(0, 12);
  return { filename: file.name, media_type: file.type, bytes: file.size, digest };
}
