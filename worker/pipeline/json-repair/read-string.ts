import type { Repair } from './repair.ts';

/** The string has no end. */
export const END_OF_TEXT = Symbol('end of text');

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const PLAIN_ESCAPES = '"\\/';
const HEX = /^[0-9a-fA-F]{4}$/;
const INNER = /[\s\u00a0]*[\p{L}\p{N}.!?;]/uy;

/**
 * Reads a string up to its closing quote. A quote that a word follows belongs to the text: nobody had escaped it.
 * @param start behind the opening quote
 */
export function readString(
  text: string,
  start: number,
  closing: string,
  repairs: Set<Repair>,
): { readonly value: string | typeof END_OF_TEXT | undefined; readonly end: number } {
  const parts: string[] = [];
  let from = start;
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === closing) {
      if (!isInner(text, at)) {
        parts.push(text.slice(from, at));
        return { value: parts.join(''), end: at + 1 };
      }
      repairs.add('inner_quotes');
    } else if (char === '\\') {
      if (at + 1 >= text.length) break;
      const read = readEscape(text, at + 1, repairs);
      if (!read) return { value: undefined, end: at };
      parts.push(text.slice(from, at), read.value);
      at = read.last;
      from = at + 1;
    } else if (char < ' ') {
      repairs.add('control_character');
    }
  }
  return { value: END_OF_TEXT, end: text.length };
}

function isInner(text: string, quote: number): boolean {
  INNER.lastIndex = quote + 1;
  return INNER.test(text) && !/[\r\n]/.test(text.slice(quote + 1, INNER.lastIndex));
}

function readEscape(
  text: string,
  at: number,
  repairs: Set<Repair>,
): { readonly value: string; readonly last: number } | undefined {
  const char = text[at] ?? '';
  if (char === 'u') {
    const digits = text.slice(at + 1, at + 5);
    if (HEX.test(digits)) return { value: String.fromCharCode(Number.parseInt(digits, 16)), last: at + 4 };
    // Cut off in the middle of it.
    if (at + 5 > text.length) return { value: '', last: text.length };
    return undefined;
  }
  const known = ESCAPES[char];
  if (known !== undefined) return { value: known, last: at };
  if (!PLAIN_ESCAPES.includes(char)) repairs.add('escape');
  // A backslash before a line's end is how other languages continue a string.
  return { value: char === '\n' ? '' : char, last: at };
}
