import { VISIBILITY, visibilitiesOf } from './model-view.ts';
import { isSchema, partsOf, type Schema, subschemasOf } from './schema-parts.ts';

/**
 * What of an input policies may go by: the texts, numbers and booleans at its top that its schema keeps for them.
 * @returns undefined for a schema that keeps nothing for policies
 */
export function policyFactsOf(schema: Schema): ((input: unknown) => Record<string, string>) | undefined {
  if (!JSON.stringify(schema).includes(`"${VISIBILITY}"`)) return undefined;
  const parts = partsOf([schema], schema);
  const names = parts.flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : []));
  const kept = new Set(
    names.filter((name) => visibilitiesOf(subschemasOf(parts, name), schema).includes('policy')),
  );
  if (kept.size === 0) return undefined;
  return (input) => {
    if (typeof input !== 'object' || input === null) return {};
    const told = Object.entries(input).filter(([name, value]) => kept.has(name) && isScalar(value));
    return Object.fromEntries(told.map(([name, value]) => [name, String(value)]));
  };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
