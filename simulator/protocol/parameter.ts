import { invalidRequest } from '../http/api-error.ts';
import { isObject, type JsonObject } from './json.ts';
import { wrongType } from './parameter-errors.ts';

/** A number parameter within bounds, or undefined when it is absent or null. Errors: `ApiError` 400. */
export function readNumber(
  body: JsonObject,
  name: string,
  bounds: { readonly from: number; readonly to: number; readonly integer?: boolean },
): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const expected = bounds.integer ? 'an integer' : 'a decimal';
  if (typeof value !== 'number' || (bounds.integer && !Number.isInteger(value)))
    throw wrongType(name, expected, value);
  if (value >= bounds.from && value <= bounds.to) return value;
  const edge = value < bounds.from ? `>= ${bounds.from}` : `<= ${bounds.to}`;
  const code = value < bounds.from ? 'integer_below_min_value' : 'integer_above_max_value';
  const fault = bounds.integer ? code : code.replace('integer', 'decimal');
  throw invalidRequest(`Invalid '${name}': expected a value ${edge}, but got ${value} instead.`, name, fault);
}

/** A boolean parameter, false when it is absent or null. Errors: `ApiError` 400. */
export function readBoolean(body: JsonObject, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw wrongType(name, 'a boolean', value);
}

/** A parameter that is a JSON object, or undefined when it is absent or null. Errors: `ApiError` 400. */
export function readObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw wrongType(name, 'an object', value);
}

/** A parameter that is an array of JSON objects, or undefined when it is absent. Errors: `ApiError` 400. */
export function readObjects(body: JsonObject, name: string): readonly JsonObject[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, 'an array of objects', value);
  return value.map((item: unknown, index) => {
    if (isObject(item)) return item;
    throw wrongType(`${name}[${index}]`, 'an object', item);
  });
}
