import { CharKind, charTables } from '../scan/char-tables.ts';

/** Letters and digits that stand together as one code, with every place where the code may end. */
export interface CodeRun {
  /** Letters in capitals and digits, without what parts them. */
  readonly compact: string;
  /** Ends of groups: how much of `compact` and how much of the text they take in. */
  readonly ends: readonly { readonly length: number; readonly end: number }[];
}

/** Space, no-break space, dash, dot and slash. */
const SIGNS = [0x20, 0xa0, 0x2d, 0x2e, 0x2f];
const MOST_GROUPS = 10;
const MOST_UNITS = 40;

/** Reads the code that begins at `from`: groups with one space, dash, dot or slash between them. */
export function readCodeRun(text: string, from: number): CodeRun {
  const { kind } = charTables();
  const ends: { length: number; end: number }[] = [];
  let compact = '';
  let at = from;
  while (ends.length < MOST_GROUPS && compact.length < MOST_UNITS) {
    const start = at;
    while (at - start <= MOST_UNITS && isWritten(kind[text.charCodeAt(at)])) at++;
    if (at === start) break;
    compact += text.slice(start, at).toUpperCase();
    ends.push({ length: compact.length, end: at });
    if (!SIGNS.includes(text.charCodeAt(at))) break;
    at++;
  }
  return { compact, ends };
}

function isWritten(kind: number | undefined): boolean {
  return kind !== undefined && kind >= CharKind.lower && kind <= CharKind.digit;
}
