import type { Span } from '../guardrail.ts';

/** A term that was found; `label` is what it was added under. */
export interface TermMatch extends Span {
  readonly label: number;
}

interface Node {
  readonly next: Map<number, number>;
  fail: number;
  /** Terms that end here, by their number. */
  terms: number[];
}

interface Term {
  readonly label: number;
  readonly length: number;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

const WORD = /[\p{L}\p{N}]/u;
/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/**
 * Finds many terms in one pass (Aho and Corasick), in time that grows with the text and not with the number of
 * terms. A term is a word or some words; a star at its beginning or end lets it stand inside a longer word.
 */
export class TermMatcher {
  readonly #nodes: Node[] = [{ next: new Map(), fail: 0, terms: [] }];
  readonly #terms: Term[] = [];

  /** @param terms folded as the texts will be */
  constructor(terms: Iterable<readonly [term: string, label: number]>) {
    for (const [term, label] of terms) this.#add(term, label);
    this.#link();
  }

  /** In the order of their ends; they may overlap. */
  find(text: string): TermMatch[] {
    const found: TermMatch[] = [];
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      state = this.#step(state, text.charCodeAt(at));
      for (const number of this.#nodes[state]?.terms ?? []) {
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
      let next = this.#nodes[state]?.next.get(code);
      if (next === undefined) {
        next = this.#nodes.push({ next: new Map(), fail: 0, terms: [] }) - 1;
        this.#nodes[state]?.next.set(code, next);
      }
      state = next;
    }
    const openStart = written.startsWith('*');
    const openEnd = written.endsWith('*');
    this.#nodes[state]?.terms.push(this.#terms.push({ label, length: text.length, openStart, openEnd }) - 1);
  }

  /** Breadth first, so that what a node falls back to is ready before it. */
  #link(): void {
    const queue = [...(this.#nodes[0]?.next.values() ?? [])];
    for (let head = 0; head < queue.length; head += 1) {
      const node = this.#nodes[queue[head] ?? 0];
      for (const [code, child] of node?.next ?? []) {
        const fail = this.#step(node?.fail ?? 0, code);
        const childNode = this.#nodes[child];
        if (!childNode) continue;
        childNode.fail = fail;
        childNode.terms = [...childNode.terms, ...(this.#nodes[fail]?.terms ?? [])];
        queue.push(child);
      }
    }
  }

  #step(from: number, code: number): number {
    let state = from;
    for (;;) {
      const node = this.#nodes[state];
      const next = node?.next.get(code);
      if (next !== undefined) return next;
      if (state === 0) return 0;
      state = node?.fail ?? 0;
    }
  }
}

function standsAlone(text: string, start: number, end: number, term: Term): boolean {
  return (term.openStart || parts(text, start)) && (term.openEnd || parts(text, end));
}

/** Whether a word may begin or end at an index. */
function parts(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const before = text[at - 1] ?? '';
  const after = text[at] ?? '';
  return !WORD.test(before) || !WORD.test(after) || UNSPACED.test(before) || UNSPACED.test(after);
}
