import { checkSchema } from './check-schema.ts';

/** A schema as others may read it: without the keywords that are ours, which strict providers refuse. */
export function withoutOwnKeywords(schema: Record<string, unknown>): Record<string, unknown> {
  if (!JSON.stringify(schema).includes('"x-')) return schema;
  const copy = structuredClone(schema);
  for (const part of checkSchema(copy).parts) {
    for (const name of Object.keys(part)) if (name.startsWith('x-')) Reflect.deleteProperty(part, name);
  }
  return copy;
}
