import { readPhrase } from '../context/read-phrase.ts';
import { recogniseCell } from '../labels/recognise-announced.ts';
import { type Page, tokenFrom } from '../page.ts';
import { findTable, nextRow, type Table } from './find-table.ts';
import { type Cell, splitRow } from './split-row.ts';

const FEWEST_NAMED_COLUMNS = 2;
const LONGEST_HEADING = 40;
const MAY_END_HEADING = ',;\t|\n\r"\'`)< ';
const RULE = /^[-=:|+\s]{3,}$/;

/**
 * Reads the rows under a table's headings, if the phrase from `start` to `end` is one: a cell of CSV, TSV, Markdown or
 * HTML, or a column of an SQL INSERT. Every row is read once.
 */
export function recogniseTable(page: Page, start: number, end: number): void {
  if (start < page.tablesReadTo || !MAY_END_HEADING.includes(page.text.charAt(end))) return;
  const table = findTable(page.text, start, end);
  if (table === undefined) return;
  const head = splitRow(page.text, table.head, table.delimiter, table.close);
  page.tablesReadTo = head.end;
  const columns = head.cells.map((cell) => topicsOf(page, cell));
  if (columns.filter((topics) => topics !== 0).length < FEWEST_NAMED_COLUMNS) return;
  page.headingsReadTo = head.end;
  page.tablesReadTo = readRows(page, table, columns, head.end);
}

/** Reads rows as long as they have cells; those with another number of cells are passed over. */
function readRows(page: Page, table: Table, columns: readonly number[], from: number): number {
  const { text } = page;
  let at = from;
  for (let next = nextRow(text, at, table); next !== undefined; next = nextRow(text, at, table)) {
    const { cells, end } = splitRow(text, next, table.delimiter, table.close);
    if (cells.length < FEWEST_NAMED_COLUMNS && !RULE.test(text.slice(next, end))) break;
    if (cells.length === columns.length) {
      for (const [column, topics] of columns.entries()) readCell(page, topics, cells[column] as Cell);
    }
    at = Math.max(end, next + 1);
  }
  return at;
}

function readCell(page: Page, topics: number, { start, end, quote }: Cell): void {
  if (topics === 0 || end <= start) return;
  const token = tokenFrom(page, start);
  if (token < page.tokens.count)
    recogniseCell(page, topics, { token, at: start, explicit: 'sign', quote, until: end });
}

function topicsOf(page: Page, { start, end }: Cell): number {
  const { tokens } = page;
  if (end <= start || end - start > LONGEST_HEADING) return 0;
  const token = tokenFrom(page, start);
  if (token >= tokens.count || (tokens.start[token] as number) >= end || tokens.entry[token] === 0) return 0;
  const phrase = readPhrase(page, token);
  return tokens.end[phrase.last] === end ? phrase.topics : 0;
}
