import { Role } from '../context/vocabulary.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { contextAfter } from './context-after.ts';
import { contextBefore } from './context-before.ts';
import { isNobodys, type NamePart, readNameParts } from './name-parts.ts';
import { type Candidate, scoreName } from './score-name.ts';

const LEAST_SCORE = 0.5;
const LONGEST_NAME = 5;
/** A longer name may be this much less sure than a shorter one that begins with the same word. */
const SHORTER_MUST_LEAD_BY = 0.25;
const LOWER_CASE_SCORE = 0.7;

/** Looks for names in the capitalised words from token `at` on; returns the token after them. */
export function recogniseNames(page: Page, at: number): number {
  const short = (page.tokens.end[at] as number) - (page.tokens.start[at] as number) === 1;
  if (
    !short &&
    isNobodys(page.lexicon.roles[page.tokens.entry[at] as number] as number) &&
    !isJoined(page, at)
  )
    return at + 1;
  const parts = readNameParts(page, at, false);
  for (let first = 0; first < parts.length; first++) {
    const part = parts[first] as NamePart;
    if (part.kind === 'particle' || (isTitle(part) && first < parts.length - 1)) continue;
    first += reportBest(page, parts, first);
  }
  return (parts.at(-1)?.last ?? at) + 1;
}

/** "Judge Kim", "Don Pedro": what may be a name is a title before another. */
function isTitle({ roles, given }: NamePart): boolean {
  return (roles & Role.title) !== 0 && given < 2;
}

/** Whether a dash or an apostrophe joins token `at` to the next, as in "Al-Sayed" and "O'Brien". */
function isJoined(page: Page, at: number): boolean {
  return "-'’".includes(page.text.charAt(page.tokens.end[at] as number) || ' ');
}

/** Reports the best name that begins with part `first`; returns how many more parts it has. */
function reportBest(page: Page, parts: readonly NamePart[], first: number): number {
  const head = parts[first] as NamePart;
  const before = contextBefore(page, head.token);
  let score = LEAST_SCORE - SHORTER_MUST_LEAD_BY - 0.001;
  let best = 0;
  for (let count = Math.min(parts.length - first, LONGEST_NAME); count >= 1; count--) {
    const tail = parts[first + count - 1] as NamePart;
    if (tail.kind === 'particle') continue;
    const own = scoreName(page, candidate(parts, first, count), before, contextAfter(page, tail.last));
    if (own >= LEAST_SCORE && own > score + SHORTER_MUST_LEAD_BY) {
      score = own;
      best = count;
    }
  }
  if (best === 0) return reportReversed(page, parts, first);
  const { end } = parts[first + best - 1] as NamePart;
  const start = page.tokens.start[before.from] as number;
  report(page, 'person_name', start, end, score, canonicalWords(page.text.slice(start, end)));
  return best - 1;
}

function candidate(parts: readonly NamePart[], first: number, count: number): Candidate {
  const some = parts.slice(first, first + count);
  const words = some.filter(({ kind }) => kind !== 'particle');
  return {
    words,
    first: some[0] as NamePart,
    last: some[count - 1] as NamePart,
    particles: words.length < count,
  };
}

/** "Miller, Anna": a family name that ends the words, a comma, a given name. */
function reportReversed(page: Page, parts: readonly NamePart[], first: number): number {
  const family = parts[first] as NamePart;
  const { text, tokens } = page;
  if (first !== parts.length - 1 || family.kind !== 'word' || (!family.unknown && family.surname < 1))
    return 0;
  if (!text.startsWith(', ', family.end) || tokens.start[family.last + 2] !== family.end + 2) return 0;
  const [head, tail] = readNameParts(page, family.last + 2, false);
  if (
    head === undefined ||
    head.given < 2 ||
    (tail?.surname ?? 0) > 1 ||
    (family.surname < 2 && tail?.kind !== 'initial')
  )
    return 0;
  const { end } = tail?.kind === 'initial' ? tail : head;
  const plain = canonicalWords(`${text.slice(head.start, end)} ${text.slice(family.start, family.end)}`);
  report(page, 'person_name', family.start, end, 0.85, plain);
  return 0;
}

/** A name in lower case from token `at` on: two listed names in a row, or one where a name is announced. */
export function recogniseLowerCaseName(page: Page, at: number): void {
  const [first, second] = readNameParts(page, at, true);
  if (first === undefined || first.given < 2 || first.end - first.start < 3) return;
  const before = contextBefore(page, first.token);
  const called = before.announced > 0 || before.title === 2;
  const listed = second?.kind === 'word' && !second.everyday;
  const family = listed && (second.surname >= (called ? 1 : 2) || second.given === 2);
  const end = family ? second.end : first.end;
  if (before.joined || contextAfter(page, family ? second.last : first.last).thing || (!family && !called))
    return;
  report(
    page,
    'person_name',
    first.start,
    end,
    LOWER_CASE_SCORE,
    canonicalWords(page.text.slice(first.start, end)),
  );
}
