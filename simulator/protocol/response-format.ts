import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from './json.ts';
import { readObject } from './parameter.ts';
import { missingParameter } from './parameter-errors.ts';

/** The form that an answer must have. */
export type ResponseFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'object' }
  | { readonly kind: 'schema'; readonly schema: JsonObject };

const schemaName = /^[a-zA-Z0-9_-]{1,64}$/;

/** Reads `response_format`; text when there is none. Errors: `ApiError` 400. */
export function readResponseFormat(body: JsonObject): ResponseFormat {
  const format = readObject(body, 'response_format');
  if (!format || format.type === 'text') return { kind: 'text' };
  if (format.type === 'json_object') return { kind: 'object' };
  if (format.type === 'json_schema') return readSchemaFormat(format);
  throw invalidRequest(
    "Invalid value for 'response_format.type'. Supported values are: 'text', 'json_object', 'json_schema'.",
    'response_format.type',
    'invalid_value',
  );
}

function readSchemaFormat(format: JsonObject): ResponseFormat {
  const details = readObject(format, 'json_schema');
  if (!details) throw missingParameter('response_format.json_schema');
  const at = 'response_format.json_schema.name';
  if (typeof details.name !== 'string') throw missingParameter(at);
  if (!schemaName.test(details.name))
    throw invalidRequest(`Invalid '${at}': expected ${schemaName.source}.`, at, 'invalid_value');
  const schema = readObject(details, 'schema');
  return schema ? { kind: 'schema', schema } : { kind: 'object' };
}
