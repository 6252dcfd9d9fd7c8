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

/** Some neighbouring groups of a run, looked at as one number. */
export interface DigitWindow {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Lengths of the groups with what stands between them: `(3) 3-4`. */
  readonly signature: string;
  readonly plus: boolean;
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

/** The groups from `first` to `last` as one number, with the plus or bracket that it begins with. */
export function windowOf(text: string, run: DigitRun, first: number, last: number): DigitWindow {
  let signature = '';
  for (let group = first; group <= last; group++) {
    if (group > first) signature += run.gaps[group - 1];
    signature += (run.ends[group] as number) - (run.starts[group] as number);
  }
  let start = run.starts[first] as number;
  if (signature.includes(')') && text[start - 1] === '(') {
    start--;
    signature = `(${signature}`;
  }
  const plus = text[start - 1] === '+';
  if (plus) start--;
  if (plus && signature.includes(')') && text[start - 1] === '(' && !signature.includes('(')) start--;
  const digits = run.digits.slice(run.offsets[first], run.offsets[last + 1] ?? run.digits.length);
  return { start, end: run.ends[last] as number, digits, signature, plus };
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
