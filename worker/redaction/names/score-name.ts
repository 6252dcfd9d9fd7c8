import { Role } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import type { NameContext } from './name-context.ts';
import { endsLikeSurname, type NamePart } from './name-parts.ts';

/** By how sure the first word is a given name (0, 1, 2), then by how sure the last is a family name. */
const GIVEN_THEN_FAMILY = [
  [0, 0, 0.78],
  [0, 0.68, 0.88],
  [0.84, 0.9, 0.96],
] as const;

/** How sure some neighbouring words are one person's name; below 0.5 they are not taken for one. */
export function scoreName(page: Page, parts: readonly NamePart[], context: NameContext): number {
  const words = parts.filter(({ kind }) => kind !== 'particle');
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || parts[0]?.kind === 'particle') return 0;
  const alone = words.length === 1 ? scoreOne(first, context) : scoreSeveral(page, words, first, last, parts.length > words.length);
  const lifted = words.some(isImpossible) ? 0 : lift(context, words);
  const score = Math.max(alone, lifted);
  if (context.thing) return context.title === 2 ? score : 0;
  if (context.article && context.title === 0 && first.given < 2) return score - 0.4;
  return score;
}

function scoreOne(part: NamePart, { relation, speech }: NameContext): number {
  if (part.kind === 'initial') return 0;
  if (part.given === 2) return part.capitals ? 0.5 : 0.64;
  if (part.given === 1 && !part.blocked && (relation || speech)) return 0.6;
  return part.surname === 2 && (relation || speech) ? 0.6 : 0;
}

function scoreSeveral(page: Page, words: readonly NamePart[], first: NamePart, last: NamePart, particles: boolean): number {
  if (words.slice(1, -1).some((part) => part.kind === 'word' && part.blocked && part.given === 0 && part.surname === 0)) return 0;
  const family = familyStrength(page, last);
  if (last.kind === 'initial') return first.given === 2 && words.length === 2 && last.end - last.start === 2 ? 0.7 : 0;
  if (first.kind === 'initial') return afterInitials(words, last, family);
  if (first.given > 0 && family > 0) {
    return (GIVEN_THEN_FAMILY[first.given] as readonly number[])[Math.min(2, Math.round(family))] ?? 0;
  }
  if (first.given > 0 && last.unknown) {
    if (last.capitals) return 0;
    return first.given === 2 ? 0.85 : first.blocked ? 0.5 : 0.62;
  }
  if (first.given === 2 && last.given > 0) return 0.75;
  if (first.surname === 2 && last.given === 2) return 0.85;
  if (first.surname === 2 && last.given === 1) return 0.66;
  if (first.capitals) return 0;
  if (first.surname === 2 && family === 2) return 0.62;
  if (first.surname > 0 && family > 1.5 && !first.blocked) return 0.56;
  if (first.unknown && family === 2) return 0.72;
  if (first.unknown && family >= 1 && particles) return 0.7;
  if (first.unknown && family === 1.5) return 0.58;
  return first.unknown && last.unknown && particles ? 0.55 : 0;
}

function afterInitials(words: readonly NamePart[], last: NamePart, family: number): number {
  const dotted = words.slice(0, -1).every((part) => part.kind !== 'initial' || part.end - part.start === 2);
  if (!dotted || last.capitals) return dotted && family === 2 ? 0.7 : 0;
  if (family >= 1.5) return 0.86;
  return last.blocked ? 0 : 0.62;
}

/** How much the last word is a family name; the end of an unknown word speaks for it. */
function familyStrength(page: Page, part: NamePart): number {
  if (part.surname > 0) return part.surname;
  return endsLikeSurname(page, part) ? 1.5 : 0;
}

/** What the words around it make of it, whether or not it is in any list. */
function lift({ title, announced, relation, speech }: NameContext, words: readonly NamePart[]): number {
  const named = words.some((part) => part.given > 0 || part.surname > 0);
  const known = words.every((part) => part.kind === 'initial' || part.unknown || part.given > 0 || part.surname > 0);
  if (!known || words.every(({ kind }) => kind === 'initial')) return 0;
  if (title === 2) return words.length <= 3 ? 0.93 : 0;
  if (title === 1) return named ? 0.75 : 0.5;
  if (announced > 0) return named ? announced + 0.1 : words.every((part) => !part.capitals) ? announced : 0;
  if (words.length > 1 && words.length < 4 && relation && speech) return 0.6;
  return words.length > 1 && words.length < 4 && (relation || speech) && (named || relation) ? 0.52 : 0;
}

function isImpossible(part: NamePart): boolean {
  return part.kind === 'word' && part.blocked && part.given === 0 && part.surname === 0;
}

/** Whether a title stands in the words themselves. */
export function isTitle(part: NamePart): boolean {
  return (part.roles & Role.title) !== 0 && part.given === 0 && part.surname < 2;
}
