import type { JsonObject } from '../protocol/json.ts';
import type { Context, Place } from './context.ts';

/** A number that satisfies the bounds of a schema, taken from the text where its name allows it. */
export function fillNumber(schema: JsonObject, place: Place, context: Context, integer: boolean): number {
  const step =
    typeof schema.multipleOf === 'number' && schema.multipleOf > 0 ? schema.multipleOf : integer ? 1 : 0;
  const [low, high] = readBounds(schema, step);
  const wish = context.attempt > 0 ? undefined : wishFor(schema, place, context);
  return snap(wish ?? invent(low, high, context, integer), low, high, step);
}

// A missing bound is infinite here; an exclusive one becomes the nearest value inside.
function readBounds(schema: JsonObject, step: number): readonly [number, number] {
  const above = read(schema.exclusiveMinimum, -Infinity);
  const below = read(schema.exclusiveMaximum, Infinity);
  const gap = Math.min(1e-3, (below - above) / 4);
  const low = step ? (Math.floor(above / step) + 1) * step : above + gap;
  const high = step ? (Math.ceil(below / step) - 1) * step : below - gap;
  return [Math.max(read(schema.minimum, -Infinity), low), Math.min(read(schema.maximum, Infinity), high)];
}

function read(value: unknown, missing: number): number {
  return typeof value === 'number' ? value : missing;
}

function snap(value: number, low: number, high: number, step: number): number {
  const inside = Math.min(high, Math.max(low, value));
  if (step === 0) return round(inside, low, high);
  const below = clean(Math.floor(inside / step) * step);
  return below >= low ? below : clean(Math.ceil(low / step) * step);
}

// Three digits are enough to read, where the bounds leave room for them.
function round(value: number, low: number, high: number): number {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded >= low && rounded <= high ? rounded : value;
}

// Multiples of 0.1 and the like carry rounding errors beyond the twelfth digit.
function clean(value: number): number {
  const cleaned = Number(value.toPrecision(12));
  return Object.is(cleaned, -0) ? 0 : cleaned;
}

function invent(low: number, high: number, context: Context, integer: boolean): number {
  const from = Number.isFinite(low) ? low : Math.min(0, high - (integer ? 10 : 1));
  const to = Number.isFinite(high) ? high : from + (integer ? 10 : 1);
  return from + context.random() * (to - from);
}

function wishFor(schema: JsonObject, place: Place, context: Context): number | undefined {
  const stated =
    typeof place.stated === 'string' ? Number.parseFloat(place.stated.replace(/[^\d.-]/g, '')) : place.stated;
  if (typeof stated === 'number' && Number.isFinite(stated)) return stated;
  const { name } = place;
  const { mood, urgency, text } = context.subject;
  const high = read(schema.maximum, 1);
  if (/sentiment|polarity|satisfaction|rating|stars/i.test(name))
    return gradeMood(mood, read(schema.minimum, -1), high);
  if (/urgency|priority|severity|impact/i.test(name))
    return read(schema.minimum, 0) + (urgency / 3) * (high - read(schema.minimum, 0));
  if (/confidence|score|probability|certainty|relevance/i.test(name))
    return (context.subject.topic ? 0.9 : 0.6) * high;
  if (/length|characters/i.test(name)) return text.length;
  if (/words/i.test(name)) return context.subject.words.trim().split(' ').length;
  if (/amount|total|price|cost|sum|quantity|count|number|value|age|year/i.test(name))
    return findNumber(text, place.index);
  return undefined;
}

function gradeMood(mood: string, low: number, high: number): number {
  const share = mood === 'positive' ? 0.9 : mood === 'negative' ? 0.1 : 0.5;
  return low + share * (high - low);
}

function findNumber(text: string, index: number): number | undefined {
  const numbers = text.match(/\d{1,12}(?:\.\d{1,6})?/g) ?? [];
  const found = numbers[index] ?? numbers[0];
  return found === undefined ? undefined : Number(found);
}
