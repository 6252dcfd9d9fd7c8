import type { Page } from '../page.ts';
import { report } from '../page.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';
import { readDate } from './read-date.ts';

const TOKENS_AHEAD = 12;
const CHARS_AHEAD = 70;
const TOKENS_BEHIND = 8;
const AGE = /^\D{0,12}?(\d{1,3})(?![\d.,/-]\d|\d|%)/;

/** The date of birth that begins with token `at`, in a cell of a table. */
export function recogniseBirthDate(page: Page, at: number): void {
  const start = page.tokens.start[at] as number;
  const date = readDate(page.text, start, page.lexicon);
  if (date !== undefined) report(page, 'date_of_birth', start, date.end, 0.9, date.canonical);
}

/** After words such as "date of birth", tokens `first` to `at`: the next date, or the one right before, is a date of birth. */
export function recogniseBirth(page: Page, first: number, at: number): void {
  const { text, tokens, lexicon } = page;
  const limit = Math.min(tokens.count, at + TOKENS_AHEAD);
  const from = tokens.end[at] as number;
  let lines = 0;
  for (let token = at + 1; token < limit && (tokens.start[token] as number) - from <= CHARS_AHEAD; token++) {
    const shape = tokens.shape[token] as number;
    if (shape === Shape.newline && ++lines > 1) break;
    if (shape === 0 && /[.!]/.test(text.charAt(tokens.start[token] as number)) && token > at + 1) break;
    if ((shape & WRITTEN) === 0) continue;
    const start = tokens.start[token] as number;
    const date = readDate(text, start, lexicon);
    if (date !== undefined) {
      report(page, 'date_of_birth', start, date.end, 0.9, date.canonical);
      return;
    }
  }
  recogniseBirthBefore(page, first);
}

function recogniseBirthBefore(page: Page, at: number): void {
  const { text, tokens, lexicon } = page;
  const label = tokens.start[at] as number;
  for (let token = Math.max(0, at - TOKENS_BEHIND); token < at; token++) {
    if (((tokens.shape[token] as number) & WRITTEN) === 0) continue;
    const start = tokens.start[token] as number;
    const date = readDate(text, start, lexicon);
    if (date === undefined) continue;
    if (
      /^\)?,? ?(\(|is |was |as |= ?|- ?)?(my |the |his |her |your |their )?(date of )?$/i.test(
        text.slice(date.end, label),
      )
    ) {
      report(page, 'date_of_birth', start, date.end, 0.8, date.canonical);
      return;
    }
  }
}

/** After a word such as "aged", or before ones such as "years old", tokens `first` to `last`. */
export function recogniseAge(page: Page, first: number, last: number): void {
  if (!page.wants('age')) return;
  const end = page.tokens.end[last] as number;
  const after = AGE.exec(page.text.slice(end, end + 18));
  if (after !== null && Number(after[1]) <= 120) {
    const start = end + after[0].length - (after[1] as string).length;
    report(page, 'age', start, end + after[0].length, 0.7, after[1] as string);
    return;
  }
  const start = page.tokens.start[first] as number;
  const before = /(?<!\d)(\d{1,3})[ -]{0,2}(?:years?[ -]?)?$/.exec(
    page.text.slice(Math.max(0, start - 14), start),
  );
  if (before === null || Number(before[1]) > 120) return;
  const from = Math.max(0, start - 14) + before.index;
  report(page, 'age', from, from + (before[1] as string).length, 0.7, before[1] as string);
}
