import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from './json.ts';
import { missingParameter, wrongType } from './parameter-errors.ts';

/** The texts that the body of `POST /v1/moderations` asks about. Errors: `ApiError` 400 naming the parameter. */
export function readModerationsRequest({ input }: JsonObject): readonly string[] {
  if (input === undefined || input === null) throw missingParameter('input');
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) throw wrongType('input', 'a string or an array of strings', input);
  if (input.length === 0) throw invalidRequest("Invalid 'input': empty array.", 'input', 'empty_array');
  return input.map((text: unknown) => {
    if (typeof text === 'string') return text;
    throw wrongType('input', 'strings', text);
  });
}
