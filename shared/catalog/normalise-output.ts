import { type NormalForm, normaliseValue } from './normalise-value.ts';
import { itemSchemas, partsOf, type Schema, subschemasOf } from './schema-parts.ts';

/** How a schema says in which form a value is written, whatever way a model has written it. */
export const NORMALISE = 'x-normalise';

/**
 * What writes the values of an output in the forms that its schema names.
 * @returns undefined for a schema that names none
 */
export function normaliserOf(schema: Schema): ((output: unknown) => unknown) | undefined {
  if (!JSON.stringify(schema).includes(`"${NORMALISE}"`)) return undefined;
  return (output) => normalised([schema], output, schema);
}

function normalised(schemas: readonly Schema[], value: unknown, root: Schema): unknown {
  const parts = partsOf(schemas, root);
  if (Array.isArray(value)) return value.map((item, i) => normalised(itemSchemas(parts, i), item, root));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [
      name,
      normalised(subschemasOf(parts, name), member, root),
    ]);
    return Object.fromEntries(members);
  }
  const naming = parts.find((part) => NORMALISE in part);
  return naming ? normaliseValue(value, naming[NORMALISE] as NormalForm, naming) : value;
}
