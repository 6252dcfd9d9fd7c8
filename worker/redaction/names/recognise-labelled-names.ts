import { Role } from '../context/vocabulary.ts';
import type { ValueStart } from '../labels/value-start.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';

const MOST_WORDS = 6;
const NO_NAME = Role.organisation | Role.country | Role.month;
const WITHIN_NAME = /^[ \u00a0]?[-'’. ]?[ \u00a0]?$/;
const AFTER_VALUE = /^ *(?:$|[\r\n"'<>|,;)\]}(/]|&quot|\t| [-–] | {2}|[ ,]*\p{L}+:)/u;

/** The name after a label such as "Patient:" or "last_name"; letters of any script, capitals or not. */
export function recogniseLabelledName(page: Page, start: ValueStart): void {
  const { tokens, text, lexicon } = page;
  let end = start.at;
  let words = 0;
  let everyday = 0;
  let capitals = 0;
  let listed = 0;
  let token = start.token;
  for (; token < tokens.count && words < MOST_WORDS; token++) {
    const shape = tokens.shape[token] as number;
    const from = tokens.start[token] as number;
    if (shape === Shape.newline || !WITHIN_NAME.test(text.slice(end, from))) break;
    if ((shape & WRITTEN) === 0) continue;
    const label =
      words > 0 &&
      page.lexicon.topics[tokens.entry[token] as number] !== 0 &&
      text[tokens.end[token] as number] === ':';
    if (label) break;
    const roles = lexicon.roles[tokens.entry[token] as number] as number;
    if ((shape & Shape.digit) !== 0 || (roles & NO_NAME & ~(roles & Role.maybeGiven ? NO_NAME : 0)) !== 0)
      break;
    if (
      start.explicit !== 'sign' &&
      (shape & (Shape.capital | Shape.caseless)) === 0 &&
      (roles & Role.particle) === 0
    )
      break;
    end = tokens.end[token] as number;
    if ((roles & Role.particle) !== 0 && (shape & Shape.capital) === 0) continue;
    words++;
    if (
      (roles & (Role.common | Role.filler)) !== 0 &&
      (roles & (Role.given | Role.maybeGiven | Role.surname | Role.maybeSurname)) === 0
    )
      everyday++;
    if ((shape & (Shape.capital | Shape.caseless)) !== 0) capitals++;
    if ((roles & (Role.given | Role.surname)) !== 0) listed++;
  }
  if (words === 0 || everyday === words || (everyday > 0 && words > everyday && capitals < words)) return;
  const closed = AFTER_VALUE.test(text.slice(end, end + 6));
  if (capitals === 0 && !(closed && listed > 0 && words <= 3 && everyday === 0)) return;
  if (!closed && start.explicit === 'none') return;
  const titled = titlesOf(page, start.token, end);
  report(page, 'person_name', titled, end, 0.9, canonicalWords(text.slice(titled, end)));
}

/** Where the name begins after the titles that stand before it. */
function titlesOf(page: Page, first: number, end: number): number {
  const { tokens, text, lexicon } = page;
  let token = first;
  while ((tokens.end[token] as number) < end) {
    const roles = lexicon.roles[tokens.entry[token] as number] as number;
    const dotted = text[tokens.end[token] as number] === '.' && (roles & Role.title) !== 0;
    const title =
      (roles & Role.title) !== 0 &&
      (roles & (Role.given | Role.maybeGiven | Role.surname | Role.particle)) === 0;
    if (!title && !dotted) break;
    token += dotted ? 2 : 1;
  }
  return tokens.start[token] as number;
}
