import { END_OF_TEXT, readString } from './read-string.ts';
import type { Repair } from './repair.ts';

/** Deeper nesting is no answer to a question, and each level costs stack. */
const DEEPEST = 200;
const QUOTES = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\u201c', '\u201d'],
  ['\u201e', '\u201c'],
  ['\u2018', '\u2019'],
  ['`', '`'],
]);
const NUMBER = /(?=[+-.\d])[+-]?\d*\.?\d*(?:[eE][+-]?\d*)?/y;
const STRICT_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORD = /[-+]?[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const SPACE = /[\s\u00a0\ufeff]*/y;
const LITERALS = new Map<string, readonly [unknown, Repair?]>([
  ['true', [true]],
  ['false', [false]],
  ['null', [null]],
  ['True', [true, 'python_literal']],
  ['False', [false, 'python_literal']],
  ['None', [null, 'python_literal']],
  ...['NaN', '-NaN', 'Infinity', '-Infinity', '+Infinity'].map(
    (word): [string, readonly [unknown, Repair]] => [word, [null, 'not_a_number']],
  ),
]);

/** Nothing complete stands here any more. */
const CUT = Symbol('cut off');

/** The text is not even almost JSON. */
class Unreadable extends Error {}

/** Reads one object or array that is almost JSON. Each character is looked at a bounded number of times. */
export class TolerantReader {
  readonly #text: string;
  #at: number;
  #repairs = new Set<Repair>();

  /** @param start where the opening bracket stands */
  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** Where reading ended: behind the value, or where it failed. */
  get end(): number {
    return this.#at;
  }

  read(): { readonly value: unknown; readonly repairs: readonly Repair[] } | undefined {
    try {
      const value = this.#container(0);
      return { value, repairs: [...this.#repairs] };
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  #container(depth: number): unknown {
    if (depth > DEEPEST) throw new Unreadable();
    return this.#text[this.#at++] === '{' ? this.#object(depth) : this.#array(depth);
  }

  #array(depth: number): unknown {
    const items: unknown[] = [];
    while (this.#toNextItem(']', items.length > 0)) {
      const item = this.#value(depth);
      if (item === CUT) return this.#unlessEmpty(items, items.length, depth);
      items.push(item);
    }
    return items;
  }

  #object(depth: number): unknown {
    const members = new Map<string, unknown>();
    while (this.#toNextItem('}', members.size > 0)) {
      const key = this.#key();
      if (key === CUT) return this.#unlessEmpty(Object.fromEntries(members), members.size, depth);
      if (members.has(key)) this.#repairs.add('duplicate_key');
      const value = this.#value(depth);
      if (value === CUT) return this.#unlessEmpty(Object.fromEntries(members), members.size, depth);
      members.set(key, value);
    }
    return Object.fromEntries(members);
  }

  /** Of a container that was cut off before anything in it was complete, there is nothing to keep. */
  #unlessEmpty(value: unknown, size: number, depth: number): unknown {
    return size === 0 && depth > 0 ? CUT : value;
  }

  /** Goes to the next item of a container, or past its end. */
  #toNextItem(closing: string, later: boolean): boolean {
    this.#skipSpace();
    let commas = 0;
    while (this.#text[this.#at] === ',') {
      commas += 1;
      this.#at += 1;
      this.#skipSpace();
    }
    if (this.#atEnd()) return false;
    const closes = this.#text[this.#at] === closing;
    if (commas > (later && !closes ? 1 : 0)) this.#repairs.add('extra_comma');
    if (closes) this.#at += 1;
    else if (later && commas === 0) this.#repairs.add('missing_comma');
    return !closes;
  }

  #key(): string | typeof CUT {
    const opening = this.#text[this.#at] ?? '';
    const key = QUOTES.has(opening) ? this.#string() : this.#bareKey();
    this.#skipSpace();
    if (key === CUT || this.#atEnd()) return this.#cut();
    if (this.#text[this.#at] !== ':') throw new Unreadable();
    this.#at += 1;
    return key;
  }

  #bareKey(): string | typeof CUT {
    const word = this.#match(WORD) ?? this.#match(NUMBER);
    if (word === undefined) throw new Unreadable();
    if (!this.#atEnd()) this.#repairs.add('unquoted_key');
    return word;
  }

  #value(depth: number): unknown {
    this.#skipSpace();
    if (this.#atEnd()) return CUT;
    const first = this.#text[this.#at] ?? '';
    if (first === '{' || first === '[') return this.#container(depth + 1);
    if (QUOTES.has(first)) return this.#string();
    return this.#scalar();
  }

  /** A number or literal at the very end may lack a part, so it does not count. */
  #scalar(): unknown {
    const word = this.#match(WORD);
    const digits = word === undefined ? this.#match(NUMBER) : undefined;
    if (this.#at >= this.#text.length) return this.#cut();
    if (digits !== undefined) {
      if (!STRICT_NUMBER.test(digits)) this.#repairs.add('number_form');
      return this.#finite(Number(digits));
    }
    const literal = LITERALS.get(word ?? '');
    if (!literal) throw new Unreadable();
    const [value, repair] = literal;
    if (repair) this.#repairs.add(repair);
    return value;
  }

  #finite(value: number): number {
    if (!Number.isFinite(value)) throw new Unreadable();
    return value;
  }

  #string(): string | typeof CUT {
    const opening = this.#text[this.#at] ?? '';
    const closing = QUOTES.get(opening) ?? opening;
    const read = readString(this.#text, this.#at + 1, closing, this.#repairs);
    this.#at = read.end;
    if (read.value === END_OF_TEXT) return this.#cut();
    if (read.value === undefined) throw new Unreadable();
    if (opening !== '"') this.#repairs.add('other_quotes');
    return read.value;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** Skips space and comments. */
  #skipSpace(): void {
    for (;;) {
      this.#match(SPACE);
      const opening = this.#text.slice(this.#at, this.#at + 2);
      const closing = opening === '/*' ? '*/' : opening === '//' || opening[0] === '#' ? '\n' : undefined;
      if (closing === undefined) return;
      this.#repairs.add('comment');
      const end = this.#text.indexOf(closing, this.#at + 1);
      this.#at = end < 0 ? this.#text.length : end + closing.length;
    }
  }

  /** A code fence ends what stands in it, also in the middle of a value. */
  #atEnd(): boolean {
    if (this.#at < this.#text.length && !this.#text.startsWith('```', this.#at)) return false;
    this.#cut();
    return true;
  }

  #cut(): typeof CUT {
    this.#repairs.add('cut_off');
    return CUT;
  }
}
