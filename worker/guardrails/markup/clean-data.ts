const FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/** Numbers, dates and telephone numbers begin with these signs as well. */
const HARMLESS = /^[+-]?[\d\s().,/:%-]{1,40}$/;

const SQL = [
  /['"`]\s{0,10}(?:or|and)\s{1,10}['"`\d(]/i,
  /['"`]\s{0,10};?\s{0,10}--/,
  /;\s{0,10}(?:drop|delete|insert|update|alter|truncate|exec|create)\s{1,10}[a-z]/i,
  /\bunion\s{1,10}(?:all\s{1,10})?select\b/i,
  /\b(?:xp_cmdshell|information_schema|waitfor\s{1,5}delay|pg_sleep|load_file)\b/i,
];

/** A value that a spreadsheet shows instead of computing it. */
export function cleanCell(value: string): string {
  return FORMULA.test(value) && !HARMLESS.test(value) ? `'${value}` : value;
}

/** Whether a value that should be data has SQL in it that would change a statement. */
export function hasSql(value: string): boolean {
  return SQL.some((pattern) => pattern.test(value));
}
