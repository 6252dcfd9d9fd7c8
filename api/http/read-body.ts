import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';

const LIMIT = '1mb';
const MOST_LEVELS = 64;

/** Parses a JSON body of at most 1 MiB (decompressed), refusing what is not UTF-8. */
export const parseJson: RequestHandler = express.json({
  limit: LIMIT,
  strict: false,
  type: () => true,
  verify: (_request, _response, buffer) => {
    if (!isUtf8(buffer)) throw new AppError('invalid_json', 'The body is not valid UTF-8.');
  },
});

/** @throws AppError `unsupported_media_type` unless the body says that it is JSON */
export function requireJson(contentType: string | undefined): void {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || /^application\/[a-z0-9.-]+\+json$/.test(type)) return;
  throw new AppError('unsupported_media_type', 'Send the body as Content-Type: application/json.');
}

/**
 * Refuses JSON that later steps could not treat as the sender meant it: nested deeper than 64 levels, or
 * with strings that are no Unicode text. Walks without recursion, so that no depth can exhaust the stack.
 * @throws AppError `invalid_json`
 */
export function checkJson(root: unknown): void {
  const stack: { value: unknown; level: number }[] = [{ value: root, level: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, level } = next;
    if (typeof value === 'string') requireText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (level >= MOST_LEVELS) {
      throw new AppError('invalid_json', `The body is nested deeper than ${MOST_LEVELS} levels.`);
    }
    for (const [key, child] of Object.entries(value)) {
      if (!Array.isArray(value)) requireText(key);
      stack.push({ value: child, level: level + 1 });
    }
  }
}

function requireText(text: string): void {
  if (!text.isWellFormed()) {
    throw new AppError('invalid_json', 'The body has a string with half a surrogate pair in it.');
  }
}
