import { checkSchema } from './check-schema.ts';

const BESIDE_REFERENCES: readonly string[] = ['$ref', '$defs', 'definitions', '$schema', '$id'];

/**
 * A copy of a schema that says to Ajv what the schema means. Of draft-07: nothing stands beside a reference. Where it
 * matters what was evaluated: a condition is one of two alternatives, since Ajv takes for evaluated what a condition has
 * looked at, whether it holds or not.
 */
export function spelledOut(schema: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(schema);
  const { draft, parts } = checkSchema(copy);
  const evaluates = parts.some((part) => 'unevaluatedProperties' in part || 'unevaluatedItems' in part);
  for (const part of parts) {
    if (evaluates && 'if' in part) replaceCondition(part);
    if (draft === 'draft-07' && '$ref' in part) {
      keepOnly(part, (name) => BESIDE_REFERENCES.includes(name));
    }
  }
  return copy;
}

function replaceCondition(part: Record<string, unknown>): void {
  const { if: condition, then: holds = {}, else: fails = {}, allOf = [] } = part;
  keepOnly(part, (name) => !['if', 'then', 'else'].includes(name));
  const alternatives = [{ allOf: [condition, holds] }, { allOf: [{ not: condition }, fails] }];
  part.allOf = [...(allOf as unknown[]), { anyOf: alternatives }];
}

function keepOnly(part: Record<string, unknown>, keeps: (name: string) => boolean): void {
  for (const name of Object.keys(part)) if (!keeps(name)) Reflect.deleteProperty(part, name);
}
