import { invalidRequest } from '../http/api-error.ts';
import type { FormFile } from '../http/read-form.ts';
import { isObject, type JsonObject } from './json.ts';
import { missingParameter, wrongType } from './parameter-errors.ts';

/** The audio that a form of `POST /v1/audio/transcriptions` brings. Errors: `ApiError` 400 naming the parameter. */
export function readTranscriptionRequest({ file, response_format = 'json' }: JsonObject): FormFile {
  if (response_format !== 'json') {
    const message = "Invalid 'response_format'. The simulator answers 'json' only.";
    throw invalidRequest(message, 'response_format', 'invalid_value');
  }
  if (file === undefined) throw missingParameter('file');
  if (!isFile(file)) throw wrongType('file', 'a file', file);
  if (file.bytes > 0) return file;
  throw invalidRequest('The audio file is empty.', 'file', 'invalid_value');
}

function isFile(value: unknown): value is FormFile {
  return isObject(value) && typeof value.digest === 'string' && typeof value.bytes === 'number';
}
