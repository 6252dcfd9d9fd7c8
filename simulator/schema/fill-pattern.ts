import type { JsonObject } from '../protocol/json.ts';
import type { Random } from '../random.ts';
import { UnfillableSchema } from './context.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const anything = `${lower}${lower.toUpperCase()}${digits} -_`;
const classes: Readonly<Record<string, string>> = {
  d: digits,
  w: `${lower}${digits}_`,
  s: ' ',
  D: lower,
  W: ' -',
  S: lower,
};
const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };
const maxRepeats = 10_000;

/** Reads a pattern from left to right. */
interface Reader {
  readonly pattern: string;
  at: number;
  readonly random: Random;
  /** Repeats that an open quantifier may add, so that `minLength` can be met. */
  readonly extra: number;
}

/**
 * A string that matches a regular expression made of characters, classes, groups, alternatives and
 * quantifiers. Errors: `UnfillableSchema` for what else there is (look-around, references back).
 */
export function fillPattern(pattern: string, schema: JsonObject, random: Random): string {
  const min = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const reader: Reader = { pattern, at: 0, random, extra: min > 0 ? min : Math.floor(random() * 3) };
  const text = writeAlternatives(reader);
  if (reader.at < pattern.length) throw unsupported(pattern);
  return text;
}

function writeAlternatives(reader: Reader): string {
  const alternatives = [writeSequence(reader)];
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    alternatives.push(writeSequence(reader));
  }
  return alternatives[Math.floor(reader.random() * alternatives.length)] ?? '';
}

function writeSequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern.charAt(reader.at))) {
    text += writeRepeated(reader);
  }
  return text;
}

// An atom is read again for each repeat, so that every repeat draws its own characters.
function writeRepeated(reader: Reader): string {
  const start = reader.at;
  const first = writeAtom(reader);
  const repeats = readQuantifier(reader);
  const after = reader.at;
  let text = repeats > 0 ? first : '';
  for (let count = 1; count < repeats; count += 1) {
    reader.at = start;
    text += writeAtom(reader);
  }
  reader.at = after;
  return text;
}

function writeAtom(reader: Reader): string {
  const character = take(reader);
  if (character === '^' || character === '$') return '';
  if (character === '.') return pick(anything, reader);
  if (character === '[') return pick(readClass(reader), reader);
  if (character === '(') return writeGroup(reader);
  if (character === '\\') return writeEscape(reader);
  return character;
}

function writeGroup(reader: Reader): string {
  const head = /^\?(?::|<[a-z]\w*>)/i.exec(reader.pattern.slice(reader.at, reader.at + 64))?.[0];
  if (!head && reader.pattern[reader.at] === '?') throw unsupported(reader.pattern);
  reader.at += head?.length ?? 0;
  const text = writeAlternatives(reader);
  if (take(reader) !== ')') throw unsupported(reader.pattern);
  return text;
}

function writeEscape(reader: Reader): string {
  const character = take(reader);
  if (character === 'b' || character === 'B') return '';
  if (/[1-9kpPux]/.test(character)) throw unsupported(reader.pattern);
  const members = classes[character];
  return members ? pick(members, reader) : (controls[character] ?? character);
}

function readClass(reader: Reader): string {
  const negated = reader.pattern[reader.at] === '^';
  if (negated) reader.at += 1;
  let members = '';
  for (let character = take(reader); character !== ']'; character = take(reader)) {
    const last = character === '\\' ? readClassEscape(reader) : character;
    members += isRange(reader) ? readRange(last, reader) : last;
  }
  if (!negated) return members;
  return [...anything].filter((character) => !members.includes(character)).join('');
}

function readClassEscape(reader: Reader): string {
  const character = take(reader);
  if (/[pPux]/.test(character)) throw unsupported(reader.pattern);
  return classes[character] ?? controls[character] ?? character;
}

function isRange(reader: Reader): boolean {
  return reader.pattern[reader.at] === '-' && reader.pattern[reader.at + 1] !== ']';
}

function readRange(from: string, reader: Reader): string {
  reader.at += 1;
  const taken = take(reader);
  const to = taken === '\\' ? readClassEscape(reader) : taken;
  const length = Math.min(200, to.charCodeAt(0) - from.charCodeAt(0) + 1);
  return Array.from({ length: Math.max(0, length) }, (_, index) =>
    String.fromCharCode(from.charCodeAt(0) + index),
  ).join('');
}

function readQuantifier(reader: Reader): number {
  const match = /^(?:[*+?]|\{(\d{1,6})(,(\d{0,6}))?\})\??/.exec(
    reader.pattern.slice(reader.at, reader.at + 20),
  );
  if (!match) return 1;
  reader.at += match[0].length;
  const [sign, least, comma, most] = match;
  if (least === undefined)
    return sign[0] === '?' ? Math.round(reader.random()) : (sign[0] === '+' ? 1 : 0) + reader.extra;
  const min = Math.min(maxRepeats, Number(least));
  if (!comma) return min;
  return Math.min(most ? Number(most) : maxRepeats, min + reader.extra);
}

function pick(members: string, reader: Reader): string {
  if (members === '') throw unsupported(reader.pattern);
  return members.charAt(Math.floor(reader.random() * members.length));
}

function take(reader: Reader): string {
  if (reader.at >= reader.pattern.length) throw unsupported(reader.pattern);
  const character = reader.pattern.charAt(reader.at);
  reader.at += 1;
  return character;
}

function unsupported(pattern: string): UnfillableSchema {
  return new UnfillableSchema(
    `the simulator cannot write a text for the pattern ${JSON.stringify(pattern.slice(0, 100))}`,
  );
}
