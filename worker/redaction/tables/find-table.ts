/** Where a table's headings begin, and how its rows are written. */
export interface Table {
  readonly head: number;
  /** "<" stands for the tags of HTML. */
  readonly delimiter: string;
  /** What ends a row besides the line's end: a bracket in SQL. */
  readonly close: string;
}

const DELIMITERS = ',;\t|';
const LONGEST_HEAD = 2_000;
const LONGEST_LINK = 400;
const AFTER_HEADING = /^["'`]?[ \u00a0]{0,30}(?:([,;\t|])|(\r?\n|\))|(<\/t[dh]))/i;
const BEFORE_HEADING = /(?:^|([\n\r,;\t|(])|<t[dh]\b[^<>]{0,60}>)[ \u00a0]{0,30}["'`]?$/i;
const NEXT_VALUES = /^\)\s*(?:values\b|,)?\s*\(/i;
const NEXT_TAGS = /^(?:<\/tr>)?\s*(?:<\/?(?:tr|thead|tbody)\b[^<>]{0,200}>\s*){1,6}(?=<t[dh]\b)/i;

/** The table whose headings the words from `start` to `end` belong to; absent when they stand in none. */
export function findTable(text: string, start: number, end: number): Table | undefined {
  const after = AFTER_HEADING.exec(text.slice(end, end + 40));
  const before = BEFORE_HEADING.exec(text.slice(Math.max(0, start - 100), start));
  if (after === null || before === null) return undefined;
  const [, sign, , tag] = after;
  const delimiter = tag === undefined ? (sign ?? before[1] ?? '') : '<';
  if (delimiter === '<') return { head: headStart(text, start, '>'), delimiter, close: '' };
  if (delimiter === '' || !DELIMITERS.includes(delimiter)) return undefined;
  const head = headStart(text, start, '(');
  return { head, delimiter, close: text[head - 1] === '(' ? ')' : '' };
}

/** Where the row after the one that ends at `from` begins; absent when none follows. */
export function nextRow(text: string, from: number, { delimiter, close }: Table): number | undefined {
  const form = delimiter === '<' ? NEXT_TAGS : close === ')' ? NEXT_VALUES : /^\r?\n/;
  const link = form.exec(text.slice(from, from + LONGEST_LINK));
  const next = from + (link?.[0].length ?? 0);
  return link === null || next >= text.length ? undefined : next;
}

/** Back to the line's or the bracket's beginning, or to the tag that opens the row. */
function headStart(text: string, from: number, opening: '(' | '>'): number {
  const line = text.slice(Math.max(0, from - LONGEST_HEAD), from);
  const open =
    opening === '('
      ? Math.max(line.lastIndexOf('('), line.lastIndexOf('\n')) + 1
      : line.toLowerCase().lastIndexOf('<tr');
  return from - line.length + Math.max(0, open);
}
