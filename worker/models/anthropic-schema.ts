import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { objectOf } from './json-values.ts';

/**
 * A schema as Anthropic takes it to bind an answer's form: objects are closed, and what it does not know, such as
 * lengths and ranges, goes into descriptions. Undefined for one that would mean something else by that.
 */
export function anthropicSchema(schema: Record<string, unknown>): Record<string, unknown> | undefined {
  if (hasOpenObject(schema)) return undefined;
  try {
    return transformJSONSchema(schema);
  } catch {
    return undefined;
  }
}

/** Whether there is an object whose properties are not all listed: closed, it could only be empty. */
function hasOpenObject(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasOpenObject);
  const schema = objectOf(value);
  if (!schema) return false;
  const { type, properties, additionalProperties } = schema;
  if (type === 'object' && (!objectOf(properties) || additionalProperties)) return true;
  return Object.values(schema).some(hasOpenObject);
}
