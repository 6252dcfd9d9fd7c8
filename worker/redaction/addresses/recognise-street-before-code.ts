import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { codeAndCity, extendAddress } from './address-tail.ts';
import { streetBefore } from './street-before.ts';

/** A year, or a number in a list, is no postal code. */
const NO_CODE = /^(?:(?:19|20)\d\d\b|\d+,)/;
const LONGEST = 60;

/** "9, 24906 Torrejón": a postal code, token `at`, that a city follows and a street with its number comes before. */
export function recogniseStreetBeforeCode(page: Page, at: number): void {
  const { text, tokens } = page;
  const start = tokens.start[at] as number;
  if (!/(?:, |\n)$/.test(text.slice(Math.max(0, start - 2), start))) return;
  const ahead = text.slice(start, start + LONGEST);
  const length = NO_CODE.test(ahead) ? 0 : codeAndCity(ahead);
  const from = length === 0 ? undefined : streetBefore(text, start, true);
  if (from === undefined) return;
  const last = extendAddress(text, start + length, page.lexicon);
  report(page, 'postal_address', from, last, 0.75, canonicalWords(text.slice(from, last)));
}
