import type { JsonObject } from '../protocol/json.ts';
import { type Context, type Place, UnfillableSchema } from './context.ts';
import { fillPattern } from './fill-pattern.ts';
import { fillFormat, findInText } from './find-in-text.ts';
import { clip, listKeywords, listSentences, writeProse } from './write-prose.ts';

const maxPadding = 100_000;

const kindsByName: readonly (readonly [RegExp, string, string])[] = [
  [/e-?mail/i, 'email', 'person@example.com'],
  [/url|link|website/i, 'url', 'https://example.com/'],
  [/date|deadline|when/i, 'date', '2025-01-15'],
  [/phone|mobile|tel$/i, 'phone', '+1 555 0100'],
  [/(^|_)(id|number|reference|order|invoice)$|Id$/, 'identifier', 'unknown'],
  [/amount|price|cost|total/i, 'money', '0'],
  [/(^|_)(name|customer|person|author|sender)$/i, 'person', 'Alex Example'],
];

/** A string that satisfies a schema, built from the text by the name of its place. */
export function fillString(schema: JsonObject, place: Place, context: Context): string {
  if (typeof schema.pattern === 'string') return fillPattern(schema.pattern, schema, context.random);
  const serial = place.index + Math.max(0, context.attempt - 1);
  const formatted =
    typeof schema.format === 'string' ? fillFormat(schema.format, context.subject.text, serial) : undefined;
  return formatted ?? fitLength(chooseText(place, context), schema);
}

/** Brings a string to the length that a schema asks for, counted in characters as JSON Schema does. */
function fitLength(text: string, schema: JsonObject): string {
  const min = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const max = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  if (min > maxPadding) throw new UnfillableSchema(`its minLength is above ${maxPadding}`);
  const characters = [...text];
  const filler = [...(text === '' ? 'text ' : ` ${text}`)];
  for (let index = 0; characters.length < min; index += 1)
    characters.push(filler[index % filler.length] ?? ' ');
  return characters.slice(0, max).join('');
}

function chooseText(place: Place, context: Context): string {
  const { subject, attempt } = context;
  if (attempt === 0 && typeof place.stated === 'string') return place.stated;
  if (attempt === 0 && typeof place.stated === 'number') return String(place.stated);
  if (place.listed) return listKeywords(subject)[place.index] ?? `item ${place.index + 1}`;
  if (place.index > 0)
    return listSentences(subject)[place.index] ?? `${place.name} ${place.index + 1}`.trim();
  const kind = kindsByName.find(([pattern]) => pattern.test(place.name));
  if (kind) return findInText(kind[1], subject.text) ?? kind[2];
  return writeProse(place.name, subject) ?? clip(subject.text, 200);
}
