import type { ValueStart } from '../labels/value-start.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { extendAddress } from './address-tail.ts';

const LONGEST_LINE = 140;
const LINE = /^[^\n\r"<>|\t;{}[\]]{3,140}/;
const SENTENCE_END = /(?<=\p{L}{3}|\d\p{L}?|\))(?<!Str|str|Ave|Blvd|Apt|Ste|Bldg|Hwy)[.!?] \p{Lu}/u;
const PLACE =
  /^(?:[A-Z]{1,2}-)?(?:\d[\d -]{2,8}\d|[A-Z]\d[A-Z\d]{0,2} ?\d[A-Z\d]{2}|\d{4} ?[A-Z]{2})(?![\p{L}\d])|^\p{L}[\p{L}.'’-]+(?: \p{L}[\p{L}.'’-]+){0,3}/u;
const COORDINATES = /^[([]?(-?\d{1,3}\.\d{3,}(?:° ?[NS])?)(?:[,;/ ]{1,3}(-?\d{1,3}\.\d{3,}(?:° ?[EWO])?))?/;

/** The line after a label such as "Address:". */
export function recogniseLabelledAddress(page: Page, start: ValueStart): void {
  if (start.explicit !== 'sign') return;
  const line = LINE.exec(page.text.slice(start.at, start.at + LONGEST_LINE))?.[0] ?? '';
  const value = (start.quote === '' ? line : (line.split(start.quote)[0] ?? '')).replace(
    /(?:(?:[.,;|] ?\p{L}[\p{L} .-]{1,24}| \p{Lu}[\p{L}-]{2,20})[:=].*|[\s,.;)]+)$/u,
    '',
  );
  if (
    !/\d/.test(value) ||
    !/\p{L}{3}/u.test(value) ||
    /[@{}]|:\/\/|\w[('=]/.test(value) ||
    value.split(' ').length > 18
  )
    return;
  const sentence = SENTENCE_END.exec(value);
  const end = start.at + (sentence?.index ?? value.length);
  const last = extendAddress(page.text, end, page.lexicon);
  report(page, 'postal_address', start.at, last, 0.8, canonicalWords(page.text.slice(start.at, last)));
}

/** The city or postal code after a label such as "zip:". */
export function recogniseLabelledPlace(page: Page, start: ValueStart): void {
  if (start.explicit !== 'sign') return;
  const value = PLACE.exec(page.text.slice(start.at, start.at + 48))?.[0];
  if (value === undefined || (!/^[\p{Lu}\d]/u.test(value) && start.quote === '')) return;
  const end = start.at + value.length;
  if (!/^\s*(?:$|[\n\r"'<>|,;)}\]])/.test(page.text.slice(end, end + 2))) return;
  report(page, 'postal_address', start.at, end, 0.6, canonicalWords(value));
}

/** A latitude, a longitude or both after a label. */
export function recogniseCoordinates(page: Page, start: ValueStart): void {
  const found = COORDINATES.exec(page.text.slice(start.at, start.at + 60));
  const from = found?.[1];
  if (found === null || from === undefined) return;
  const begin = start.at + found[0].indexOf(from);
  report(page, 'location', begin, start.at + found[0].length, 0.8, found[0].replace(/[^\d.,-]/g, ''));
}
