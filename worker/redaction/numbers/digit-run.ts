import { CharKind, charTables } from '../scan/char-tables.ts';

/** Groups of digits that stand together, as phone numbers, cards and ids are written. */
export interface DigitRun {
  /** Where each group begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** All digits, and how many of them come before each group. */
  readonly digits: string;
  readonly offsets: readonly number[];
  /** What stands between a group and the next, in plain characters. */
  readonly gaps: readonly string[];
}

const MOST_GROUPS = 9;
const LONGEST_GAP = 3;
const GAPS = new Set([
  ' ',
  '-',
  '.',
  '/',
  ') ',
  ')',
  ')-',
  ' (',
  '(',
  '-(',
  ' - ',
  ' / ',
  ' -',
  '- ',
  ')/',
  ') (',
]);
const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u2007': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
};

/** Reads the run that begins with the digit at `from`. */
export function readDigitRun(text: string, from: number): DigitRun {
  const { kind, folded } = charTables();
  const starts: number[] = [];
  const ends: number[] = [];
  const offsets: number[] = [];
  const gaps: string[] = [];
  let digits = '';
  let at = from;
  for (;;) {
    starts.push(at);
    offsets.push(digits.length);
    const start = at;
    while (kind[text.charCodeAt(at)] === CharKind.digit) at++;
    for (let digit = start; digit < at; digit++)
      digits += String.fromCharCode(folded[text.charCodeAt(digit)] as number);
    ends.push(at);
    if (starts.length === MOST_GROUPS) break;
    const next = nextGroup(text, at);
    if (next === undefined) break;
    gaps.push(plain(text.slice(at, next)));
    at = next;
  }
  return { starts, ends, digits, offsets, gaps };
}

/** Where the next group begins, if what stands before it can part groups. */
function nextGroup(text: string, at: number): number | undefined {
  const { kind } = charTables();
  for (let next = at + 1; next <= at + LONGEST_GAP && next < text.length; next++) {
    if (kind[text.charCodeAt(next)] === CharKind.digit)
      return GAPS.has(plain(text.slice(at, next))) ? next : undefined;
  }
  return undefined;
}

function plain(gap: string): string {
  if (gap.length === 1 && gap < '\u007f') return gap;
  return Array.from(gap, (char) => PLAIN[char] ?? char)
    .join('')
    .replace(/ +/g, ' ');
}
