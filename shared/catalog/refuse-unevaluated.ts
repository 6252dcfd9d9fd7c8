import { isSchema, type Schema } from './schema-parts.ts';

/** What of a value a branch evaluates is known before only where it has none of these. */
const DEPENDS_ON_THE_VALUE: readonly string[] = [
  ...['$ref', 'anyOf', 'oneOf', 'if', 'dependentSchemas', 'patternProperties', 'contains'],
  ...['unevaluatedProperties', 'unevaluatedItems'],
];

/**
 * Refuses schemas whose unevaluated members Ajv judges otherwise than JSON Schema says: it takes for evaluated what a
 * branch has looked at in vain, unless what the branch evaluates is the same for all values.
 * @param parts everything that is a schema in it
 * @throws Error
 */
export function refuseUnevaluated(parts: readonly Schema[]): void {
  const has = (keyword: string) => parts.some((part) => Object.hasOwn(part, keyword));
  if (has('unevaluatedItems') && has('contains')) {
    throw new Error('unevaluatedItems beside contains is not supported: say what all items are with items');
  }
  if (!has('unevaluatedProperties') && !has('unevaluatedItems')) return;
  const reason = parts.flatMap(branchesOf).map(reasonAgainst).find(Boolean);
  if (reason !== undefined) {
    throw new Error(
      `unevaluatedProperties and unevaluatedItems are not supported where a branch of anyOf, oneOf, if or dependentSchemas has ${reason}: use additionalProperties, or write the branch out`,
    );
  }
}

/** What a schema applies to a value only under some condition. */
function branchesOf(part: Schema): unknown[] {
  const { anyOf = [], oneOf = [], dependentSchemas = {} } = part;
  return [
    ...(Array.isArray(anyOf) ? anyOf : []),
    ...(Array.isArray(oneOf) ? oneOf : []),
    ...(isSchema(dependentSchemas) ? Object.values(dependentSchemas) : []),
    ...('if' in part ? [part.if, part.then, part.else] : []),
  ];
}

function reasonAgainst(branch: unknown): string | undefined {
  if (!isSchema(branch)) return undefined;
  const own = Object.keys(branch).find((keyword) => DEPENDS_ON_THE_VALUE.includes(keyword));
  if (own !== undefined) return own;
  return Array.isArray(branch.allOf) ? branch.allOf.map(reasonAgainst).find(Boolean) : undefined;
}
