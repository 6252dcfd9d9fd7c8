import { badAnswer } from './answer-values.ts';
import { reportedFailure } from './failure-codes.ts';
import { type Json, objectOf } from './json-values.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads an answer that comes whole: an object, and no report of an error.
 * @throws ModelFailure; what reading throws
 */
export async function readJson(response: Response): Promise<Json> {
  const mediaType = mediaTypeOf(response);
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    await response.body?.cancel();
    throw badAnswer('The answer is not JSON.');
  }
  const bytes = await response.bytes();
  if (bytes.length === 0) throw badAnswer('The answer is empty.');
  const body = objectOf(parse(bytes));
  if (!body) throw badAnswer('The answer is no object.');
  if (body.error) throw reportedFailure(body.error, 'model_bad_answer');
  return body;
}

/** The type that a response says its body has, without parameters; empty where it says none. */
export function mediaTypeOf(response: Pick<Response, 'headers'>): string {
  return (response.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw badAnswer('The answer is not JSON.');
  }
}
