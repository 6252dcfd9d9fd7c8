import { Role } from '../context/vocabulary.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { Shape } from '../scan/tokens.ts';
import { codeAndCity, extendAddress } from './address-tail.ts';
import { streetBefore } from './street-before.ts';

const UK =
  /^(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\d])/u;
const CANADA = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d(?![\p{L}\d])/u;
const STATE_AND_ZIP = /^,? ([A-Z]{2}),? \d{5}(?:-\d{4})?(?![\p{L}\d-])/u;
const CITY_BEFORE = /(?:^|[\s,("'>|])(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})$/u;

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
  const start = streetBefore(page.text, city, false) ?? city;
  const last = extendAddress(page.text, end, page.lexicon);
  report(page, 'postal_address', start, last, score, canonicalWords(page.text.slice(start, last)));
}
