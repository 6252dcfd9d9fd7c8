import { codesOf } from './codes-of.ts';

/** How letters were changed so that people still read a text, and filters do not. */
export type Mask = 'leetspeak' | 'spaced_letters' | 'reversed' | 'rot13';

const LETTERS_OF = new Map(
  Object.entries({
    0: 'o',
    1: 'i',
    3: 'e',
    4: 'a',
    5: 's',
    7: 't',
    8: 'b',
    '@': 'a',
    $: 's',
    '!': 'i',
    '|': 'l',
  }),
);
/** Where this is nowhere, no word has letters and signs. */
const LEET_BESIDE_LETTER = /[a-z][0-9@$|!]|[0-9@$|!][a-z]/;
const LEET_WORD = /[a-z0-9@$|!]{2,}/g;
const LETTER = /[a-z]/;
const LEET_SIGN = /[013457@$|]/;
const SPACED = /(?<![\p{L}\p{N}])(?:\p{L}[ .\-_*|]{1,3}){3,}\p{L}(?![\p{L}\p{N}])/gu;
/** What letters are set apart by. */
const BETWEEN = Uint8Array.from({ length: 128 }, (_, code) =>
  ' .-_*|'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const WORDS = /\p{L}+/gu;
/** Longer texts are not undone as a whole, only what stands in them: who hides a text so does it with all of it. */
const LONGEST_WHOLE = 20_000;

/** A text with a mask taken off. */
export interface Unmasked {
  readonly mask: Mask;
  /** Its UTF-16 units. */
  readonly codes: Uint16Array;
}

/** Readings of a folded text under which it may say something else. Only those that differ from it. */
export function unmaskText(folded: string): Unmasked[] {
  const readings: Unmasked[] = [];
  const plain = LEET_BESIDE_LETTER.test(folded) ? withoutLeet(folded) : folded;
  if (plain !== folded) readings.push({ mask: 'leetspeak', codes: codesOf(plain) });
  const codes = codesOf(folded);
  const spaced = hasLettersApart(codes) ? withoutSpacing(folded) : folded;
  if (spaced !== folded) readings.push({ mask: 'spaced_letters', codes: codesOf(spaced) });
  if (folded.length > LONGEST_WHOLE) return readings;
  const whole = [
    { mask: 'reversed' as const, codes: reversed(codes.slice(), 0, codes.length) },
    { mask: 'reversed' as const, codes: withWordsReversed(folded, codes.slice()) },
    { mask: 'rot13' as const, codes: rotated(codes) },
  ];
  return [...readings, ...whole.filter(({ codes: others }) => !areEqual(codes, others))];
}

/** A text in which digits and signs in words are the letters they look like; of the same length. */
export function withoutLeet(folded: string): string {
  return folded.replace(LEET_WORD, (word) => {
    if (!LETTER.test(word) || !LEET_SIGN.test(word)) return word;
    let end = word.length;
    while (end > 0 && '!|'.includes(word[end - 1] ?? '')) end -= 1;
    return word.slice(0, end).replace(/[^a-z]/g, (sign) => LETTERS_OF.get(sign) ?? sign) + word.slice(end);
  });
}

/** What letters that stand apart spell together, each run by itself. A word before them may have got into it. */
export function spacedWords(folded: string): string[] {
  return (folded.match(SPACED) ?? []).map((run) => run.replace(/[ .\-_*|]/g, ''));
}

/** Whether two letters that stand alone follow each other, as in such a word all but the outer ones do. */
function hasLettersApart(codes: Uint16Array): boolean {
  let last = -FARTHEST;
  for (let at = 1; at + 1 < codes.length; at += 1) {
    if (BETWEEN[codes[at + 1] as number] !== 1 || BETWEEN[codes[at - 1] as number] !== 1) continue;
    if (BETWEEN[codes[at] as number] === 1) continue;
    if (at - last < FARTHEST) return true;
    last = at;
  }
  return false;
}

/** Three signs part two letters at most. */
const FARTHEST = 5;

/** Letters that stand apart by one sign become words; more than one sign parts words. */
function withoutSpacing(folded: string): string {
  return folded.replace(SPACED, (run) =>
    run
      .replace(/[ .\-_*|]{2,}/g, '\u0000')
      .replace(/[ .\-_*|]/g, '')
      .replaceAll('\u0000', ' '),
  );
}

/** Reverses a stretch in place, pairs of units that are one character kept together. */
function reversed(codes: Uint16Array, start: number, end: number): Uint16Array {
  codes.subarray(start, end).reverse();
  for (let at = start; at + 1 < end; at += 1) {
    const low = codes[at] as number;
    const high = codes[at + 1] as number;
    if (low < 0xdc00 || low > 0xdfff || !isBetween(high, 0xd800, 0xdbff)) continue;
    codes[at] = high;
    codes[at + 1] = low;
    at += 1;
  }
  return codes;
}

function withWordsReversed(folded: string, codes: Uint16Array): Uint16Array {
  if (!isAscii(codes)) {
    for (const { index, 0: word } of folded.matchAll(WORDS)) reversed(codes, index, index + word.length);
    return codes;
  }
  let start = 0;
  for (let at = 0; at <= codes.length; at += 1) {
    if (at < codes.length && isBetween(codes[at] as number, 97, 122)) continue;
    for (let low = start, high = at - 1; low < high; low += 1, high -= 1) {
      const code = codes[low] as number;
      codes[low] = codes[high] as number;
      codes[high] = code;
    }
    start = at + 1;
  }
  return codes;
}

function isAscii(codes: Uint16Array): boolean {
  for (let at = 0; at < codes.length; at += 1) if ((codes[at] as number) > 127) return false;
  return true;
}

function areEqual(one: Uint16Array, other: Uint16Array): boolean {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return one.length === other.length;
}

function rotated(codes: Uint16Array): Uint16Array {
  const turned = codes.slice();
  for (let at = 0; at < turned.length; at += 1) {
    const code = turned[at] as number;
    if (isBetween(code, 97, 122)) turned[at] = ((code - 84) % 26) + 97;
  }
  return turned;
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}
