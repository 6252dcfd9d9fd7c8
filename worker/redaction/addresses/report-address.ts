import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { extendAddress } from './address-tail.ts';

const UNIT_BEFORE =
  /(?:^|[\s,;:"'>|(])((?:flat|apt|apartment|unit|suite|floor|room|block)\.? ?#?\w{1,5},? ?\n?)$/i;
const LONGEST_UNIT = 22;

/** Reports a street from `start` to `end` with the unit before it and all that follows it. */
export function reportAddress(page: Page, start: number, end: number, score: number): void {
  const unit = UNIT_BEFORE.exec(page.text.slice(Math.max(0, start - LONGEST_UNIT), start))?.[1] ?? '';
  const last = extendAddress(page.text, end, page.lexicon);
  const from = start - unit.length;
  report(page, 'postal_address', from, last, score, canonicalWords(page.text.slice(from, last)));
}
