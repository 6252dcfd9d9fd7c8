import type { JsonObject } from '../protocol/json.ts';
import { type Context, type Fill, type Place, shallowDepth, UnfillableSchema } from './context.ts';

const usualLength = 2;
const maxLength = 10_000;

/** An array of as many items as a schema asks for, two where it leaves the choice. */
export function fillArray(
  schema: JsonObject,
  place: Place,
  context: Context,
  fill: Fill,
): readonly unknown[] {
  const first: readonly unknown[] = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const stated: readonly unknown[] = Array.isArray(place.stated) ? place.stated : [];
  const items: unknown[] = [];
  const seen = new Set<string>();
  const length = chooseLength(schema, first.length, stated.length, place, context);
  // Items that repeat are skipped where they must differ; later positions bring other values.
  for (let index = 0; items.length < length && index < length * 4 + 8; index += 1) {
    const itemSchema = items.length < first.length ? first[items.length] : (schema.items ?? schema.contains);
    const item = fill(itemSchema, enter(place, index, stated[index]), context);
    const text = schema.uniqueItems === true ? JSON.stringify(item) : String(index);
    if (!seen.has(text)) items.push(item);
    seen.add(text);
  }
  return items;
}

function chooseLength(
  schema: JsonObject,
  prefix: number,
  stated: number,
  place: Place,
  context: Context,
): number {
  const min = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const max = typeof schema.maxItems === 'number' ? schema.maxItems : Number.POSITIVE_INFINITY;
  if (min > maxLength) throw new UnfillableSchema(`its minItems is above ${maxLength}`);
  const usual =
    place.depth >= shallowDepth
      ? 0
      : Math.max(prefix, context.attempt === 0 ? stated || usualLength : usualLength);
  const most = schema.items === false ? Math.min(max, prefix) : max;
  return Math.min(most, Math.max(min, usual));
}

function enter(place: Place, index: number, stated: unknown): Place {
  return { name: place.name, depth: place.depth + 1, index, listed: true, stated };
}
