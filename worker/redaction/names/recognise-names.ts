import { type Page, report } from '../page.ts';
import { canonicalName } from './canonical-name.ts';
import { readNameContext } from './name-context.ts';
import { type NamePart, readNameParts } from './name-parts.ts';
import { isTitle, scoreName } from './score-name.ts';

const LEAST_SCORE = 0.5;
const LONGEST_NAME = 5;
const LOWER_CASE_SCORE = 0.7;

/** Looks for names in the capitalised words from token `at` on; returns the token after them. */
export function recogniseNames(page: Page, at: number): number {
  const parts = readNameParts(page, at, false);
  if (parts.length === 0) return at + 1;
  for (let first = 0; first < parts.length; first++) {
    const part = parts[first] as NamePart;
    if (part.kind === 'particle' || isTitle(part)) continue;
    first += reportLongest(page, parts, first);
  }
  return (parts.at(-1) as NamePart).last + 1;
}

/** Reports the best name that begins with part `first`; returns how many more parts it has. */
function reportLongest(page: Page, parts: readonly NamePart[], first: number): number {
  let best = { score: LEAST_SCORE - 0.01, count: 0 };
  const most = Math.min(parts.length - first, LONGEST_NAME);
  for (let count = most; count >= 1; count--) {
    const some = parts.slice(first, first + count);
    const [head] = some;
    const tail = some.at(-1);
    if (head === undefined || tail === undefined || tail.kind === 'particle' || some.some(isTitle)) continue;
    const score = scoreName(page, some, readNameContext(page, head.token, tail.last));
    if (score > best.score + (best.count > 0 ? 0.12 : 0)) best = { score, count };
  }
  if (best.count === 0) return reportReversed(page, parts, first);
  const last = parts[first + best.count - 1] as NamePart;
  const start = (parts[first] as NamePart).start;
  report(page, 'person_name', start, last.end, best.score, canonicalName(page.text.slice(start, last.end)));
  return best.count - 1;
}

/** "Miller, Anna": a family name that ends the words, a comma, a given name. */
function reportReversed(page: Page, parts: readonly NamePart[], first: number): number {
  const family = parts[first] as NamePart;
  const { text, tokens } = page;
  if (first !== parts.length - 1 || family.surname < 2 || text.slice(family.end, family.end + 2) !== ', ') return 0;
  const given = readNameParts(page, family.last + 2, false).slice(0, 2);
  const [head, tail] = given;
  if (head === undefined || head.given < 2 || tokens.start[family.last + 2] !== family.end + 2) return 0;
  const { end } = tail?.kind === 'initial' ? tail : head;
  report(page, 'person_name', family.start, end, 0.85, canonicalName(`${text.slice(head.start, end)} ${text.slice(family.start, family.end)}`));
  return 0;
}

/** A name in lower case from token `at` on: two listed names in a row, or one where a name is announced. */
export function recogniseLowerCaseName(page: Page, at: number): void {
  const [first, second] = readNameParts(page, at, true);
  if (first === undefined || first.given < 2 || first.end - first.start < 3) return;
  const family = second !== undefined && second.surname === 2 && second.given === 0 && second.kind === 'word';
  const context = readNameContext(page, first.token, first.last);
  if (context.thing || (!family && context.announced === 0 && context.title < 2)) return;
  const end = family ? second.end : first.end;
  report(page, 'person_name', first.start, end, LOWER_CASE_SCORE, canonicalName(page.text.slice(first.start, end)));
}
