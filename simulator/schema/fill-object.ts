import { isObject, type JsonObject } from '../protocol/json.ts';
import { type Context, type Fill, type Place, shallowDepth } from './context.ts';

/** An object with every property that a schema names; deep down only with those it requires. */
export function fillObject(schema: JsonObject, place: Place, context: Context, fill: Fill): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = readNames(schema.required);
  const filled: Record<string, unknown> = {};
  for (const name of chooseNames(schema, properties, required, place)) {
    const inner = Object.hasOwn(properties, name) ? properties[name] : readExtraSchema(schema);
    // A plain assignment would lose a property of this name.
    Object.defineProperty(filled, name, {
      value: fill(inner, enter(place, name, context), context),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return filled;
}

function chooseNames(
  schema: JsonObject,
  properties: JsonObject,
  required: readonly string[],
  place: Place,
): readonly string[] {
  const optional =
    place.depth >= shallowDepth ? [] : Object.keys(properties).filter((name) => properties[name] !== false);
  const order = new Set([...required.filter((name) => name in properties), ...required, ...optional]);
  const names = Object.keys(properties)
    .filter((name) => order.delete(name))
    .concat([...order]);
  const max = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY;
  const kept = names.length <= max ? names : [...new Set([...required, ...names])].slice(0, max);
  return [...kept, ...inventNames(schema, kept)];
}

// A map without named properties gets as many as it needs.
function inventNames(schema: JsonObject, names: readonly string[]): readonly string[] {
  const min = typeof schema.minProperties === 'number' ? Math.min(1000, schema.minProperties) : 0;
  return Array.from({ length: Math.max(0, min - names.length) }, (_, index) => `property_${index + 1}`);
}

function readExtraSchema(schema: JsonObject): unknown {
  return isObject(schema.additionalProperties) ? schema.additionalProperties : { type: 'string' };
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function enter(place: Place, name: string, context: Context): Place {
  const { stated } = context.subject;
  const inside = isObject(place.stated) ? place.stated[name] : undefined;
  const anywhere = Object.hasOwn(stated, name) ? stated[name] : undefined;
  return { name, depth: place.depth + 1, index: place.index, listed: false, stated: inside ?? anywhere };
}
