import { isObject, type JsonObject } from '../protocol/json.ts';
import { type Context, shallowDepth, UnfillableSchema } from './context.ts';
import { normalise } from './words.ts';

const maxSteps = 64;

/** A schema without `$ref`, `allOf`, `anyOf` and `oneOf`: references followed, one branch chosen. */
export function resolveSchema(schema: unknown, depth: number, context: Context): JsonObject {
  let current = toObject(schema);
  for (let step = 0; step < maxSteps; step += 1) {
    const next = simplify(current, depth, context);
    if (next === current) return current;
    current = next;
  }
  throw new UnfillableSchema('its references do not come to an end');
}

function simplify(schema: JsonObject, depth: number, context: Context): JsonObject {
  const { $ref, allOf, anyOf, oneOf, ...rest } = schema;
  if (typeof $ref === 'string')
    return merge(toObject(followReference($ref, context.root)), {
      ...rest,
      ...some({ allOf, anyOf, oneOf }),
    });
  if (Array.isArray(allOf)) return allOf.map(toObject).reduce(merge, { ...rest, ...some({ anyOf, oneOf }) });
  if (Array.isArray(anyOf))
    return merge({ ...rest, ...some({ oneOf }) }, chooseBranch(anyOf, depth, context));
  if (Array.isArray(oneOf)) return merge(rest, chooseBranch(oneOf, depth, context));
  return schema;
}

function some(parts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function toObject(schema: unknown): JsonObject {
  if (isObject(schema)) return schema;
  if (schema === true || schema === undefined) return {};
  throw new UnfillableSchema('it allows no value');
}

function followReference(reference: string, root: JsonObject): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/'))
    throw new UnfillableSchema(`it refers to '${reference.slice(0, 100)}' outside of itself`);
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let found: unknown = root;
  for (const step of steps) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  if (found === undefined)
    throw new UnfillableSchema(`its reference '${reference.slice(0, 100)}' leads nowhere`);
  return found;
}

function merge(first: JsonObject, second: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...first, ...second };
  if (isObject(first.properties) && isObject(second.properties))
    merged.properties = mergeProperties(first.properties, second.properties);
  if (Array.isArray(first.required) && Array.isArray(second.required))
    merged.required = [...first.required, ...second.required];
  if (Array.isArray(first.enum) && Array.isArray(second.enum))
    merged.enum = intersect(first.enum, second.enum);
  for (const key of ['minimum', 'minLength', 'minItems', 'exclusiveMinimum'])
    tighten(merged, key, first[key], second[key], Math.max);
  for (const key of ['maximum', 'maxLength', 'maxItems', 'exclusiveMaximum'])
    tighten(merged, key, first[key], second[key], Math.min);
  for (const key of ['anyOf', 'oneOf', '$ref']) {
    if (first[key] === undefined || second[key] === undefined) continue;
    merged[key] = first[key];
    merged.allOf = [...(Array.isArray(merged.allOf) ? merged.allOf : []), { [key]: second[key] }];
  }
  return merged;
}

function mergeProperties(first: JsonObject, second: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...first };
  for (const [name, schema] of Object.entries(second)) {
    merged[name] = name in first ? { allOf: [first[name], schema] } : schema;
  }
  return merged;
}

function intersect(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const allowed = new Set(second.map((value) => JSON.stringify(value)));
  return first.filter((value) => allowed.has(JSON.stringify(value)));
}

function tighten(
  merged: Record<string, unknown>,
  key: string,
  a: unknown,
  b: unknown,
  choose: typeof Math.max,
): void {
  if (typeof a === 'number' && typeof b === 'number') merged[key] = choose(a, b);
}

function chooseBranch(branches: readonly unknown[], depth: number, context: Context): JsonObject {
  const usable = branches.filter((branch) => branch !== false).map(toObject);
  const first = usable[0];
  if (!first) throw new UnfillableSchema('it allows no value');
  if (depth >= shallowDepth) return usable.find(isScalar) ?? pickAny(usable, context) ?? first;
  if (context.attempt > 1) return pickAny(usable, context) ?? first;
  const real = usable.filter((branch) => branch.type !== 'null');
  return real.find((branch) => isNamedIn(branch, context.subject.words)) ?? real[0] ?? first;
}

function pickAny(branches: readonly JsonObject[], context: Context): JsonObject | undefined {
  return branches[Math.floor(context.random() * branches.length)];
}

function isScalar(branch: JsonObject): boolean {
  return (
    'const' in branch ||
    'enum' in branch ||
    ['null', 'string', 'number', 'integer', 'boolean'].includes(String(branch.type))
  );
}

// A branch of a tagged union is meant when the text has the word of its tag.
function isNamedIn(branch: JsonObject, words: string): boolean {
  const properties = isObject(branch.properties) ? Object.values(branch.properties) : [];
  const tags = properties.filter(isObject).map((property) => property.const);
  return [branch.title, ...tags].some((tag) => typeof tag === 'string' && words.includes(normalise(tag)));
}
