import type { Span } from '../guardrail.ts';
import { codesOf } from './codes-of.ts';

/** A term that was found; `label` is what it was added under. */
export interface TermMatch extends Span {
  readonly label: number;
}

interface Term {
  readonly label: number;
  readonly length: number;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

const ASCII = 128;
const WORD = /[\p{L}\p{N}]/u;
/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/**
 * Finds many terms in one pass (Aho and Corasick), in time that grows with the text and not with the number of
 * terms. A term is a word or some words; a star at its beginning or end lets it stand inside a longer word.
 */
export class TermMatcher {
  readonly #terms: Term[] = [];
  /** By state: where each character leads to. */
  readonly #next: Map<number, number>[] = [new Map()];
  /** By state: where to go on when no character leads on. */
  readonly #fail: number[] = [0];
  /** By state: the numbers of the terms that end there. */
  readonly #ends: (readonly number[])[] = [[]];
  /** By state: whether any term ends there. */
  readonly #isEnd: Uint8Array;
  /** The place in a row of `#direct` of each character below `ASCII`; 0 for those that no term has. */
  readonly #columns = new Uint8Array(ASCII);
  /** Row by state: where these characters lead to, failures included. Most of any text takes this way. */
  readonly #direct: Int32Array;
  readonly #width: number;

  /** @param terms folded as the texts will be */
  constructor(terms: Iterable<readonly [term: string, label: number]>) {
    for (const [term, label] of terms) this.#add(term, label);
    const codes = new Set(this.#next.flatMap((next) => [...next.keys()].filter((code) => code < ASCII)));
    for (const [column, code] of [...codes].entries()) this.#columns[code] = column + 1;
    this.#width = codes.size + 1;
    this.#direct = new Int32Array(this.#next.length * this.#width);
    this.#link();
    this.#isEnd = Uint8Array.from(this.#ends, (ends) => (ends.length > 0 ? 1 : 0));
  }

  /** In the order of their ends; they may overlap. */
  find(text: string): TermMatch[] {
    const found: TermMatch[] = [];
    this.#each(codesOf(text), (label, start, end) => {
      found.push({ label, start, end });
      return true;
    });
    return found;
  }

  /** Whether a text has terms of so many labels: cheaper than finding them. @param codes its UTF-16 units */
  hasLabels(codes: Uint16Array, enough: number): boolean {
    const seen = new Set<number>();
    this.#each(codes, (label) => seen.add(label).size < enough);
    return seen.size >= enough;
  }

  /** @param hears of each term that is found, and says whether to go on */
  #each(codes: Uint16Array, hears: (label: number, start: number, end: number) => boolean): void {
    const direct = this.#direct;
    const columns = this.#columns;
    const width = this.#width;
    const isEnd = this.#isEnd;
    let state = 0;
    for (let at = 0; at < codes.length; at += 1) {
      const code = codes[at] as number;
      state =
        code < ASCII
          ? (direct[state * width + (columns[code] as number)] as number)
          : this.#step(state, code);
      if (isEnd[state] === 0) continue;
      for (const number of this.#ends[state] ?? []) {
        const term = this.#terms[number];
        if (!term) continue;
        const start = at + 1 - term.length;
        if (standsAlone(codes, start, at + 1, term) && !hears(term.label, start, at + 1)) return;
      }
    }
  }

  #add(written: string, label: number): void {
    const text = written.replace(/^\*|\*$/g, '').trim();
    if (text === '') return;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      let next = this.#next[state]?.get(code);
      if (next === undefined) {
        next = this.#next.push(new Map()) - 1;
        this.#fail.push(0);
        this.#ends.push([]);
        this.#next[state]?.set(code, next);
      }
      state = next;
    }
    const openStart = written.startsWith('*');
    const openEnd = written.endsWith('*');
    const number = this.#terms.push({ label, length: text.length, openStart, openEnd }) - 1;
    this.#ends[state] = [...(this.#ends[state] ?? []), number];
  }

  /** Breadth first, so that what a state falls back to is ready before it. */
  #link(): void {
    this.#fillRow(0);
    const queue = [...(this.#next[0]?.values() ?? [])];
    for (let head = 0; head < queue.length; head += 1) {
      const state = queue[head] ?? 0;
      const fail = this.#fail[state] ?? 0;
      this.#direct.copyWithin(state * this.#width, fail * this.#width, (fail + 1) * this.#width);
      this.#fillRow(state);
      for (const [code, child] of this.#next[state] ?? []) {
        const childFail = this.#step(fail, code);
        this.#fail[child] = childFail;
        this.#ends[child] = [...(this.#ends[child] ?? []), ...(this.#ends[childFail] ?? [])];
        queue.push(child);
      }
    }
  }

  #fillRow(state: number): void {
    for (const [code, child] of this.#next[state] ?? []) {
      if (code < ASCII) this.#direct[state * this.#width + (this.#columns[code] ?? 0)] = child;
    }
  }

  #step(from: number, code: number): number {
    let state = from;
    for (;;) {
      const next = this.#next[state]?.get(code);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = this.#fail[state] ?? 0;
    }
  }
}

function standsAlone(codes: Uint16Array, start: number, end: number, term: Term): boolean {
  return (term.openStart || parts(codes, start)) && (term.openEnd || parts(codes, end));
}

/** Whether a word may begin or end at an index. */
function parts(codes: Uint16Array, at: number): boolean {
  if (at === 0 || at === codes.length) return true;
  const before = kindOf(codes[at - 1] ?? 0);
  const after = kindOf(codes[at] ?? 0);
  return before === OTHER || after === OTHER || before === UNSPACED_SIGN || after === UNSPACED_SIGN;
}

const OTHER = 1;
const LETTER = 2;
const UNSPACED_SIGN = 3;
/** By UTF-16 unit, once it was met. */
const KINDS = new Uint8Array(65_536);

/** What a UTF-16 unit is to words. */
function kindOf(code: number): number {
  const known = KINDS[code];
  if (known) return known;
  const sign = String.fromCharCode(code);
  const kind = UNSPACED.test(sign) ? UNSPACED_SIGN : WORD.test(sign) ? LETTER : OTHER;
  KINDS[code] = kind;
  return kind;
}
