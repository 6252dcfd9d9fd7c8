import { isObject, type JsonObject } from '../protocol/json.ts';
import { chooseOption } from './choose-option.ts';
import { type Context, type Place, shallowDepth, UnfillableSchema } from './context.ts';
import { fillArray } from './fill-array.ts';
import { fillBoolean } from './fill-boolean.ts';
import { fillNumber } from './fill-number.ts';
import { fillObject } from './fill-object.ts';
import { fillString } from './fill-string.ts';
import { resolveSchema } from './resolve-schema.ts';

const maxDepth = 100;

/** Makes a value for any schema. Errors: `UnfillableSchema` when it has no end or allows nothing. */
export function fillValue(schema: unknown, place: Place, context: Context): unknown {
  context.budget.left -= 1;
  if (context.budget.left < 0 || place.depth > maxDepth)
    throw new UnfillableSchema('its instances are too large');
  const resolved = resolveSchema(schema, place.depth, context);
  if ('const' in resolved) return resolved.const;
  if (Array.isArray(resolved.enum)) return chooseOption(resolved.enum, place, context);
  switch (chooseType(resolved, place)) {
    case 'object':
      return fillObject(resolved, place, context, fillValue);
    case 'array':
      return fillArray(resolved, place, context, fillValue);
    case 'number':
      return fillNumber(resolved, place, context, false);
    case 'integer':
      return fillNumber(resolved, place, context, true);
    case 'boolean':
      return fillBoolean(place, context);
    case 'null':
      return null;
    default:
      return fillString(resolved, place, context);
  }
}

function chooseType(schema: JsonObject, place: Place): unknown {
  if (!Array.isArray(schema.type)) return schema.type ?? guessType(schema);
  const types: readonly unknown[] = schema.type;
  if (place.depth >= shallowDepth && types.includes('null')) return 'null';
  return types.find((type) => type !== 'null') ?? 'null';
}

// A schema without a type still shows by its other words what it means.
function guessType(schema: JsonObject): string {
  if (isObject(schema.properties) || Array.isArray(schema.required) || isObject(schema.additionalProperties))
    return 'object';
  if ('items' in schema || 'prefixItems' in schema || 'minItems' in schema) return 'array';
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema || 'exclusiveMinimum' in schema)
    return 'number';
  return 'string';
}
