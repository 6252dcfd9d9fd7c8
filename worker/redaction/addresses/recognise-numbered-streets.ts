import { Role } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import { Shape, type Tokens } from '../scan/tokens.ts';
import { reportAddress } from './report-address.ts';

const MOST_WORDS_BACK = 6;

/** "742 Evergreen Terrace": the street word of token `at` comes last, a house number first. */
export function recogniseNumberedStreet(page: Page, at: number): void {
  const { tokens, text, lexicon } = page;
  const capital = ((tokens.shape[at] as number) & Shape.capital) !== 0;
  const sure = ((lexicon.roles[tokens.entry[at] as number] as number) & Role.streetAfterSure) !== 0;
  let words = 0;
  for (let token = at - 1; token >= 0 && words < MOST_WORDS_BACK; token--) {
    const shape = tokens.shape[token] as number;
    const end = tokens.end[token] as number;
    const gap = (tokens.start[token + 1] as number) - end;
    if (shape === Shape.newline || gap > 2) return;
    if (shape === 0) {
      if (!/[.'’-]/.test(text.charAt(end - 1)) || (text[end - 1] === '-' && gap > 0)) return;
    } else if ((shape & Shape.digit) !== 0 && isHouseNumber(text, tokens.start[token] as number, end)) {
      if (words === 0 || !(sure || capital) || gap === 0) return;
      reportAddress(page, tokens.start[token] as number, afterStreet(page, at), capital ? 0.9 : 0.7);
      return;
    } else if ((shape & Shape.capital) !== 0 || (shape & Shape.digit) !== 0 || !capital) words++;
    else if (
      ((lexicon.roles[tokens.entry[token] as number] as number) & Role.particle) === 0 &&
      !isPossessive(text, token, tokens)
    )
      return;
    if (!capital && (words > 3 || !sure)) return;
  }
}

function afterStreet(page: Page, at: number): number {
  const end = page.tokens.end[at] as number;
  const direction = /^\.?(?:,? (?:NW|NE|SW|SE|N|S|E|W|North|South|East|West)(?![\p{L}\d])\.?|\.)/u.exec(
    page.text.slice(end, end + 10),
  );
  return direction === null ||
    (direction[0] === '.' && !/^\.,? [\p{L}#\d]/u.test(page.text.slice(end, end + 4)))
    ? end
    : end + direction[0].length;
}

/** The "s" of "King's Road". */
function isPossessive(text: string, token: number, { start, end }: Tokens): boolean {
  const at = start[token] as number;
  return /['’]s$/.test(text.slice(at - 1, end[token]));
}

function isHouseNumber(text: string, start: number, end: number): boolean {
  return /^\d{1,5}[a-zA-Z]?$/.test(text.slice(start, end)) && !/[\d$€£.#:]/.test(text.charAt(start - 1));
}
