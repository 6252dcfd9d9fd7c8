import type { DataClass } from '../../shared/contracts/data-classes.ts';
import type { Finding } from './finding.ts';
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
