import { isSchema, itemSchemas, partsOf, type Schema, subschemasOf } from './schema-parts.ts';

/** How a schema says who may see a property: models, only tools, or only routes and policies. */
export const VISIBILITY = 'x-visibility';
export const VISIBILITIES = ['model', 'tools', 'policy'] as const;

/**
 * What of an input models may see. A property that any part of the schema hides is hidden.
 * @returns undefined for a schema that hides nothing
 */
export function modelViewOf(schema: Schema): ((input: unknown) => unknown) | undefined {
  if (!JSON.stringify(schema).includes(`"${VISIBILITY}"`)) return undefined;
  return (input) => shown([schema], input, schema);
}

/** Names of properties at the top of an input that models do not see. */
export function hiddenProperties(schema: Schema): string[] {
  const parts = partsOf([schema], schema);
  const names = parts.flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : []));
  return names.filter((name) => isHidden(subschemasOf(parts, name), schema));
}

function shown(schemas: readonly Schema[], value: unknown, root: Schema): unknown {
  const parts = partsOf(schemas, root);
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => {
      const own = itemSchemas(parts, i);
      return isHidden(own, root) ? [] : [shown(own, item, root)];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const own = subschemasOf(parts, name);
    return isHidden(own, root) ? [] : [[name, shown(own, member, root)]];
  });
  return Object.fromEntries(entries);
}

/** Who may see a value: whatever any part of its schema says. */
export function visibilitiesOf(schemas: readonly Schema[], root: Schema): unknown[] {
  return partsOf(schemas, root).flatMap(({ [VISIBILITY]: visibility }) => visibility ?? []);
}

function isHidden(schemas: readonly Schema[], root: Schema): boolean {
  return visibilitiesOf(schemas, root).some((visibility) => visibility !== 'model');
}
