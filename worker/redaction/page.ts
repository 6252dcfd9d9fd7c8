import type { TopicIndex } from './context/vocabulary.ts';
import type { DataClass, Finding } from './finding.ts';
import type { Lexicon } from './scan/lexicon.ts';
import type { Tokens } from './scan/tokens.ts';

/** A text while it is searched: its tokens, what they announced so far, and what has been found. */
export interface Page {
  readonly text: string;
  readonly tokens: Tokens;
  readonly lexicon: Lexicon;
  /** Country (ISO 3166-1 alpha-2) that numbers without a country's code are taken to be of. */
  readonly country: string;
  /** By topic: the token that announced it last; far below zero while none did. */
  readonly seen: Int32Array;
  readonly found: Finding[];
  /** Tokens that begin before this offset have been read as part of something. */
  resumeAt: number;
  /** Up to where the rows of tables have been read, and the headings of the last one. */
  tablesReadTo: number;
  headingsReadTo: number;
  readonly wants: (dataClass: DataClass) => boolean;
}

/** Notes a finding, if its class is wanted. */
export function report(
  page: Page,
  dataClass: DataClass,
  start: number,
  end: number,
  score: number,
  canonical: string,
): void {
  if (page.wants(dataClass)) page.found.push({ class: dataClass, start, end, score, canonical });
}

/** The first token that begins at `offset` or after it. */
export function tokenFrom(page: Page, offset: number): number {
  const { start, count } = page.tokens;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((start[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the `reach` tokens before `token` announced the topic. */
export function announced(page: Page, topic: TopicIndex, token: number, reach: number): boolean {
  return token - (page.seen[topic] as number) <= reach;
}

/** Whether one of the `reach` tokens from `token` on, in the same line, announces the topic. */
export function announcedAfter(page: Page, topic: TopicIndex, token: number, reach: number): boolean {
  const { entry, count, shape } = page.tokens;
  const last = Math.min(token + reach, count);
  for (let at = token; at < last; at++) {
    if (shape[at] === 64) return false;
    if (((page.lexicon.topics[entry[at] as number] as number) >>> topic) & 1) return true;
  }
  return false;
}
