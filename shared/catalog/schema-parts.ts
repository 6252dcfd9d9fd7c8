/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

const BRANCHES = ['allOf', 'anyOf', 'oneOf'] as const;
const CONDITIONS = ['if', 'then', 'else'] as const;

/** Schemas with all that they apply to the same value: what they refer to, branches and conditions. */
export function partsOf(schemas: readonly Schema[], root: Schema): Schema[] {
  const parts = new Set<Schema>();
  const add = (schema: unknown): void => {
    if (!isSchema(schema) || parts.has(schema)) return;
    parts.add(schema);
    for (const name of BRANCHES) {
      const branches = schema[name];
      if (Array.isArray(branches)) for (const branch of branches) add(branch);
    }
    for (const name of CONDITIONS) add(schema[name]);
    if (isSchema(schema.dependentSchemas)) for (const own of Object.values(schema.dependentSchemas)) add(own);
    for (const reference of [schema.$ref, schema.$dynamicRef]) add(referred(reference, root));
  };
  for (const schema of schemas) add(schema);
  return [...parts];
}

/** Schemas of a member. */
export function subschemasOf(parts: readonly Schema[], name: string): Schema[] {
  return parts.flatMap(({ properties, patternProperties, additionalProperties, unevaluatedProperties }) => {
    const own = isSchema(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
    // Which patterns match is not decided here: what one of them hides is hidden.
    const patterns = isSchema(patternProperties) ? Object.values(patternProperties) : [];
    const others = own.length === 0 ? [additionalProperties, unevaluatedProperties] : [];
    return [...own, ...patterns, ...others].filter(isSchema);
  });
}

/** Schemas of the i-th item. */
export function itemSchemas(parts: readonly Schema[], i: number): Schema[] {
  return parts.flatMap(({ items, prefixItems, additionalItems, contains, unevaluatedItems }) => {
    const tuple = Array.isArray(items) ? items : Array.isArray(prefixItems) ? prefixItems : [];
    const rest = Array.isArray(items) ? additionalItems : items;
    return [tuple[i] ?? rest, contains, unevaluatedItems].filter(isSchema);
  });
}

/** What a reference within the schema points at: a path, or an anchor. */
function referred(reference: unknown, root: Schema): unknown {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  const pointer = decodeURIComponent(reference.slice(1));
  if (pointer === '') return root;
  if (!pointer.startsWith('/')) return anchored(pointer, root);
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
      root,
    );
}

function anchored(name: string, part: unknown): unknown {
  if (Array.isArray(part))
    return part.map((item) => anchored(name, item)).find((found) => found !== undefined);
  if (!isSchema(part)) return undefined;
  if (part.$anchor === name || part.$dynamicAnchor === name || part.$id === `#${name}`) return part;
  return anchored(name, Object.values(part));
}

/** Whether a value can be one that says something. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
