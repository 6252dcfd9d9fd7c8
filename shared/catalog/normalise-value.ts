/** How a value that a model writes in its own way is written in one way. */
export const NORMAL_FORMS = ['date', 'date_dmy', 'date_mdy', 'decimal', 'decimal_comma', 'enum'] as const;
export type NormalForm = (typeof NORMAL_FORMS)[number];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Writes a value in its normal form: dates as `YYYY-MM-DD`, decimals as numbers, or as digits with a point where the
 * schema wants text, members of an enumeration as the schema has them. What cannot be read as one stays as it is.
 * @param schema what else the schema says of the value
 */
export function normaliseValue(
  value: unknown,
  form: NormalForm,
  schema: Readonly<Record<string, unknown>>,
): unknown {
  switch (form) {
    case 'date':
    case 'date_dmy':
    case 'date_mdy':
      return typeof value === 'string' ? (dateOf(value.trim(), form) ?? value) : value;
    case 'decimal':
    case 'decimal_comma':
      return decimalOf(value, form === 'decimal_comma', schema.type === 'string') ?? value;
    case 'enum':
      return typeof value === 'string' ? (memberOf(value, schema.enum) ?? value) : value;
  }
}

/** Where it is not said whether day or month comes first, figures parted by slashes are no date, save beyond doubt. */
function dateOf(text: string, form: NormalForm): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dateFrom(iso[1], iso[2], iso[3]);
  const named =
    /^(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9})\.?,? (\d{4})$/i.exec(text) ??
    swapped(/^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text));
  if (named) return dateFrom(named[3], String(monthOf(named[2])), named[1]);
  const figures = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!figures) return undefined;
  const [, first, sign, second, year] = figures;
  const dayFirst = form === 'date_dmy' || (form === 'date' && (sign === '.' || Number(first) > 12));
  if (dayFirst) return dateFrom(year, second, first);
  const monthFirst = form === 'date_mdy' || Number(second) > 12;
  return monthFirst ? dateFrom(year, first, second) : undefined;
}

function swapped(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match && [match[0], match[2], match[1], match[3]];
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function dateFrom(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Of a day that its month does not have another day is made.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

function decimalOf(value: unknown, comma: boolean, asText: boolean): string | number | undefined {
  if (typeof value === 'number') return asText ? String(value) : value;
  if (typeof value !== 'string') return undefined;
  const bare = value.replace(/[\p{Sc}\s'’_]|\b[A-Z]{3}\b/gu, '');
  const plain = comma ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(plain)) return undefined;
  return asText ? plain.replace(/^\+/, '') : Number(plain);
}

function memberOf(value: string, members: unknown): unknown {
  if (!Array.isArray(members)) return undefined;
  const wanted = bareName(value);
  const found = members.filter((member) => typeof member === 'string' && bareName(member) === wanted);
  return found.length === 1 ? found[0] : undefined;
}

function bareName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
