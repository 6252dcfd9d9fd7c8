import { Role } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import type { ContextAfter } from './context-after.ts';
import type { ContextBefore } from './context-before.ts';
import { nameLikeness } from './name-likeness.ts';
import type { NamePart } from './name-parts.ts';

/** By how sure the first word is a given name, then by how sure the last is a family name (0, 1, 2). */
const GIVEN_THEN_FAMILY = [
  [0, 0, 0],
  [0, 0.68, 0.88],
  [0, 0.9, 0.96],
] as const;
/** Likeness of a word from which on it counts as spelt like a name, and below which it speaks against one. */
const LIKE = 0.5;
const UNLIKE = -0.8;
const LIKE_BEFORE_VERB = 0;
const BOTH_LIKE = 0.8;
/** The same for two words that no other capitalised word stands beside. */
const BOTH_LIKE_ALONE = -1.2;

/** Words of one possible name, without particles. */
export interface Candidate {
  readonly words: readonly NamePart[];
  readonly first: NamePart;
  readonly last: NamePart;
  readonly particles: boolean;
}

/** How sure some neighbouring words are one person's name; below 0.5 they are not taken for one. */
export function scoreName(page: Page, name: Candidate, before: ContextBefore, after: ContextAfter): number {
  if (before.joined || after.thing) return before.title === 2 && !before.joined ? scoreTitled(name, 2) : 0;
  const alone = !(before.heading && before.title === 0 && !before.relation) && !after.heading;
  const own =
    name.words.length === 1 ? scoreOne(page, name.first, before, after) : scoreSeveral(page, name, alone);
  const titled = scoreTitled(name, before.title) || scoreWeaklyTitled(page, name, before.title);
  const score = Math.max(own, titled, scoreAnnounced(page, name, before, after));
  return before.article && before.title === 0 && (name.first.given < 2 || name.words.length === 1)
    ? score - 0.4
    : score;
}

function scoreOne(
  page: Page,
  part: NamePart,
  { relation, listed, heading, place }: ContextBefore,
  after: ContextAfter,
): number {
  const { speech } = after;
  if (part.kind === 'initial' || place) return 0;
  if ((part.roles & Role.city) !== 0 && !relation && !listed) return 0;
  if (part.given === 2) return part.capitals ? 0.5 : 0.64;
  if (!relation && !speech && !listed) return 0;
  if ((part.roles & Role.month) !== 0) return 0;
  if (part.given === 1 || part.surname === 2) return part.everyday ? 0.5 : 0.6;
  if (!part.unknown || part.capitals || (heading && !relation) || after.heading) return 0;
  return likenessOf(page, part) > (speech && !relation && !listed ? LIKE_BEFORE_VERB : UNLIKE) ? 0.54 : 0;
}

function scoreSeveral(page: Page, { words, first, last, particles }: Candidate, alone: boolean): number {
  if (last.kind === 'initial')
    return first.given === 2 && words.length === 2 && last.end - last.start === 2 ? 0.7 : 0;
  if (first.kind === 'initial') return afterInitials(page, words, last);
  if (first.given > 0 && last.surname > 0) {
    if ((last.roles & Role.organisation) !== 0) return 0;
    return (GIVEN_THEN_FAMILY[first.given] as readonly number[])[last.surname] as number;
  }
  if (first.given > 0 && last.unknown) return unknownFamily(page, first, last);
  if (first.given === 2 && last.given > 0) return 0.75;
  if (first.surname === 2 && last.given > 0) return last.given === 2 ? 0.85 : 0.66;
  if (first.capitals || last.capitals) return 0;
  if (first.surname === 2 && last.surname > 0) return last.surname === 2 ? 0.62 : 0.5;
  if (first.given === 1 && last.given > 0 && !first.everyday) return 0.55;
  return unlisted(page, first, last, particles, alone);
}

/** A listed given name before a word in no list. */
function unknownFamily(page: Page, first: NamePart, last: NamePart): number {
  const likeness = likenessOf(page, last);
  if (last.capitals) return first.given === 2 && first.capitals && likeness > LIKE ? 0.6 : 0;
  if (first.given === 2) return likeness < UNLIKE ? 0.66 : 0.86;
  if (first.everyday) return likeness > LIKE ? 0.62 : 0.3;
  return likeness < UNLIKE ? 0.4 : 0.64;
}

/** No listed given name: how family names are listed and words are spelt decides. */
function unlisted(page: Page, first: NamePart, last: NamePart, particles: boolean, alone: boolean): number {
  if (!first.unknown) return first.surname > 0 && last.unknown && likenessOf(page, last) > LIKE ? 0.56 : 0;
  const likeness = likenessOf(page, first);
  if (last.surname > 0 && particles) return 0.74;
  if (last.surname === 2) return likeness < UNLIKE ? 0.52 : 0.74;
  if (last.surname === 1) return likeness > LIKE && !last.everyday ? 0.6 : likeness > BOTH_LIKE ? 0.55 : 0;
  if (last.given > 0) return likeness > LIKE ? 0.6 : 0;
  if (!last.unknown) return 0;
  const other = likenessOf(page, last);
  if (particles) return likeness + other > 0 ? 0.66 : 0.5;
  if (likeness + other > BOTH_LIKE && likeness > UNLIKE) return 0.6;
  return alone && likeness + other > BOTH_LIKE_ALONE && Math.max(likeness, other) > 0.2 ? 0.54 : 0;
}

function afterInitials(page: Page, words: readonly NamePart[], last: NamePart): number {
  const dotted = words.slice(0, -1).every((part) => part.kind !== 'initial' || part.end - part.start === 2);
  if (!dotted) return last.surname === 2 && words.length === 2 ? 0.5 : 0;
  if (last.surname > 0 || last.given > 0) return last.everyday ? 0.7 : 0.86;
  if (last.capitals || !last.unknown) return 0;
  return likenessOf(page, last) > UNLIKE ? 0.68 : 0.5;
}

/** "Judge", "General": everyday words, so that what follows must be spelt like a name. */
function scoreWeaklyTitled(page: Page, { words, first }: Candidate, title: number): number {
  return title === 1 && words.length === 1 && first.unknown && likenessOf(page, first) > 0 ? 0.6 : 0;
}

function scoreTitled({ words }: Candidate, title: number): number {
  if (title === 0 || words.every(({ kind }) => kind === 'initial')) return 0;
  if (title === 2) return words.length <= 4 ? 0.93 : 0;
  const listed = words.some((part) => part.given > 0 || part.surname > 0);
  if (title === 1.5) return listed ? 0.8 : 0.6;
  return listed ? 0.72 : 0;
}

function scoreAnnounced(
  page: Page,
  { words, first }: Candidate,
  before: ContextBefore,
  { speech }: ContextAfter,
): number {
  if (words.some(({ kind }) => kind === 'initial') && words.length === 1) return 0;
  const listed = words.some((part) => part.given > 0 || part.surname > 0);
  if (before.announced > 0) {
    if (listed)
      return words.length === 1 && first.everyday ? before.announced - 0.15 : before.announced + 0.1;
    return words.every((part) => !part.capitals) && likenessOf(page, first) > UNLIKE ? before.announced : 0;
  }
  if (words.length < 2 || words.length > 3) return 0;
  if (before.relation && speech) return 0.62;
  return before.relation || speech ? (listed || likenessOf(page, first) > UNLIKE ? 0.54 : 0) : 0;
}

/** How much a word that is in no list is spelt like a name; 0 is undecided. */
function likenessOf(page: Page, part: NamePart): number {
  return nameLikeness(page.text.slice(part.start, part.end));
}
