import { Role } from '../context/vocabulary.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { Shape } from '../scan/tokens.ts';
import { codeAndCity, extendAddress } from './address-tail.ts';

const UK =
  /^(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\d])/u;
const CANADA = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d(?![\p{L}\d])/u;
const STATE_AND_ZIP = /^,? ([A-Z]{2}),? \d{5}(?:-\d{4})?(?![\p{L}\d-])/u;
const CITY_BEFORE = /(?:^|[\s,("'>|])(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})$/u;

/** A house number and a name that no list knows as a street's, in the line before a city and its postal code. */
const STREET_BEFORE =
  /(?:^|[\s,("'>|:])(\d{1,5}[A-Za-z]? \p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,4}(?:,? (?:Apt|Apartment|Suite|Ste|Unit|#)\.? ?\w{1,6})?(?:, |\n))(?:\p{Lu}[\p{L}'’ -]{1,40}(?:, |\n| ))?(?:[A-Z]{2,3},? )?$/u;
const FURTHEST_STREET = 120;

/** The same with the house number last: a street in most of Europe and Latin America. */
const NUMBER_LAST =
  /(?:^|[\s,("'>|:])(\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|la|las|los|del|da|do|dos|das|di|della|dei|van|den|der|d'\p{Lu}\p{L}+)){0,6},? (?:n[º°.] ?)?\d{1,5} ?[a-zA-Z]?(?:,? [\p{L}\d.º]{1,7}){0,2}(?:, |\n))$/u;

/** "9, 24906 Torrejón": a postal code, token `at`, that a city follows and a street with its number comes before. */
export function recogniseStreetBeforeCode(page: Page, at: number): void {
  const { text, tokens } = page;
  const start = tokens.start[at] as number;
  const before = text.slice(Math.max(0, start - FURTHEST_STREET), start);
  if (!/(?:, |\n)$/.test(before)) return;
  const length = /^(?:19|20)\d\d\b|^\d+,/.test(text.slice(start, start + 8))
    ? 0
    : codeAndCity(text.slice(start, start + 60));
  const street = length === 0 ? null : (NUMBER_LAST.exec(before) ?? STREET_BEFORE.exec(before));
  if (street === null) return;
  const from = start - (before.length - street.index - street[0].indexOf(street[1] as string));
  const last = extendAddress(text, start + length, page.lexicon);
  report(page, 'postal_address', from, last, 0.75, canonicalWords(text.slice(from, last)));
}

/** A British or Canadian postal code that begins with token `at`: its form alone tells. */
export function recognisePostcode(page: Page, at: number): void {
  const start = page.tokens.start[at] as number;
  if (/[\p{L}\d_/-]/u.test(page.text.charAt(start - 1))) return;
  const ahead = page.text.slice(start, start + 10);
  const found = UK.exec(ahead) ?? CANADA.exec(ahead);
  if (found !== null) place(page, start, start + found[0].length, 0.6);
}

/** "Springfield, IL 62704": the state is token `at`. */
export function recogniseStateAndZip(page: Page, at: number): void {
  const { text, tokens } = page;
  const end = at > 0 ? (tokens.end[text[tokens.start[at - 1] as number] === ',' ? at - 2 : at - 1] ?? 0) : 0;
  const state = STATE_AND_ZIP.exec(text.slice(end, end + 18));
  const city = CITY_BEFORE.exec(text.slice(Math.max(0, end - 40), end))?.[1];
  if (state === null || city === undefined) return;
  place(page, end - city.length, end + state[0].length, 0.8);
}

/** "10115 Berlin": a known city, token `at`, after four or five digits. */
export function recogniseCodeBeforeCity(page: Page, at: number): void {
  const { tokens, text, lexicon } = page;
  const code = at - 1;
  if (code < 0 || tokens.shape[code] !== Shape.digit) return;
  const start = tokens.start[code] as number;
  const length = (tokens.end[code] as number) - start;
  if (length < 4 || length > 5 || /[\d\p{L}.,/-]/u.test(text.charAt(start - 1))) return;
  if (((lexicon.roles[tokens.entry[at] as number] as number) & Role.city) === 0) return;
  const found = codeAndCity(text.slice(start, start + 60));
  if (found > 0) place(page, start, start + found, length === 5 ? 0.7 : 0.55);
}

function place(page: Page, city: number, end: number, score: number): void {
  const before = page.text.slice(Math.max(0, city - FURTHEST_STREET), city);
  const street = STREET_BEFORE.exec(before);
  const start =
    street === null ? city : city - (before.length - street.index - street[0].indexOf(street[1] as string));
  const last = extendAddress(page.text, end, page.lexicon);
  report(page, 'postal_address', start, last, score, canonicalWords(page.text.slice(start, last)));
}
