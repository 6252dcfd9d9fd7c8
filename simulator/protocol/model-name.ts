import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from './json.ts';

/** The model that a request body names. Errors: `ApiError` 400 when it names none. */
export function readModel(body: JsonObject): string {
  const { model } = body;
  if (typeof model === 'string' && model !== '') return model;
  throw invalidRequest('The request names no model.', 'model');
}
