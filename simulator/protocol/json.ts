/** A parsed JSON object whose content is not known yet. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/** True for a JSON object; false for null, arrays and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text as JSON, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
