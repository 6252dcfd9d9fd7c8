/** Where a cell's value begins and ends, without quotes and spaces. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

interface Row {
  readonly cells: Cell[];
  readonly end: number;
}

const LONGEST_ROW = 8_192;
const TAG = /^<[^<>]{0,200}>/;
const EMPTY_EDGE = /[\s\u00a0]/;
const QUOTES = '"\'`';

/**
 * Cells of the row that begins at `from`, with the row's end.
 * @param delimiter what parts the cells; "<" for the tags of HTML
 * @param close what ends the row, besides the line's end
 */
export function splitRow(text: string, from: number, delimiter: string, close: string): Row {
  const limit = Math.min(text.length, from + LONGEST_ROW);
  if (delimiter === '<') return splitTags(text, from, limit);
  const cells: Cell[] = [];
  let quote = '';
  let start = from;
  let at = from;
  for (; at < limit; at++) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote || char === '\n') quote = '';
      if (char !== '\n') continue;
    } else if (QUOTES.includes(char) && isBlank(text, start, at)) {
      quote = char;
      continue;
    }
    if (char === delimiter) {
      cells.push(trimmed(text, start, at));
      start = at + 1;
    } else if (char === '\n' || char === '\r' || char === close) break;
  }
  cells.push(trimmed(text, start, at));
  return { cells, end: at };
}

function splitTags(text: string, from: number, limit: number): Row {
  const row = text.slice(from, limit);
  const close = row.search(/<\/tr\b/i);
  const end = from + (close < 0 ? row.length : close);
  const cells: Cell[] = [];
  for (const open of text.slice(from, end).matchAll(/<t[dh]\b[^<>]{0,200}>/gi)) {
    let start = from + open.index + open[0].length;
    for (let tag = TAG.exec(text.slice(start, start + 210)); tag !== null && !tag[0].startsWith('</'); ) {
      start += tag[0].length;
      tag = TAG.exec(text.slice(start, start + 210));
    }
    const stop = text.slice(start, end).indexOf('<');
    cells.push(trimmed(text, start, stop < 0 ? end : start + stop));
  }
  return { cells, end };
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!EMPTY_EDGE.test(text.charAt(at))) return false;
  return true;
}

function trimmed(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && EMPTY_EDGE.test(text.charAt(start))) start++;
  while (end > start && EMPTY_EDGE.test(text.charAt(end - 1))) end--;
  const quote =
    QUOTES.includes(text.charAt(start) || ' ') && text[start] === text[end - 1] && end - start > 1
      ? text.charAt(start)
      : '';
  return quote === '' ? { start, end, quote } : { start: start + 1, end: end - 1, quote };
}
