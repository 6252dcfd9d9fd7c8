import type { Span } from '../guardrail.ts';

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
  }

  /** In the order of their ends; they may overlap. */
  find(text: string): TermMatch[] {
    const found: TermMatch[] = [];
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = code < ASCII ? this.#leap(state, code) : this.#step(state, code);
      const ends = this.#ends[state];
      if (ends === undefined || ends.length === 0) continue;
      for (const number of ends) {
        const term = this.#terms[number];
        if (!term) continue;
        const start = at + 1 - term.length;
        if (standsAlone(text, start, at + 1, term)) found.push({ label: term.label, start, end: at + 1 });
      }
    }
    return found;
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

  #leap(state: number, code: number): number {
    return this.#direct[state * this.#width + (this.#columns[code] ?? 0)] ?? 0;
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

function standsAlone(text: string, start: number, end: number, term: Term): boolean {
  return (term.openStart || parts(text, start)) && (term.openEnd || parts(text, end));
}

/** Whether a word may begin or end at an index. */
function parts(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  if (!isWord(text, at - 1) || !isWord(text, at)) return true;
  return UNSPACED.test(text[at - 1] ?? '') || UNSPACED.test(text[at] ?? '');
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= ASCII) return WORD.test(text[at] ?? '');
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}
