import { Role, Topic } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';

/** What stands before a possible name. */
export interface ContextBefore {
  /** The token that the name begins with: a title's or greeting's "van der" belongs to it. */
  readonly from: number;
  /** "Mr", "Frau": 2; "Senator": 1.5; "General", "Sister", which are everyday words as well: 1. */
  readonly title: number;
  /** How sure the words before it say that a name comes: a greeting, the end of a letter, "my name is". */
  readonly announced: number;
  /** "my colleague", "by": a person is likely. */
  readonly relation: boolean;
  /** A name was found right before it, and only a comma or "and" stands between. */
  readonly listed: boolean;
  /** "the" before it. */
  readonly article: boolean;
  /** Part of something longer: an address on the web, a path, a firm with "&". */
  readonly joined: boolean;
  /** Another capitalised word right before it, as headings and products have them. */
  readonly heading: boolean;
  /** "Lake", "University", "Saint" right before it. */
  readonly place: boolean;
}

/** Signs that join a word to something that is no name. */
export const JOINING = '&@/_=#\\$';
const CLOSE = 2;
const MOST_PARTICLES = 3;
const LINKS = new Set([', ', ' and ', ', and ', ' & ', '; ', ' und ', ' et ', ' y ', ' e ', ' en ', ' or ']);
const LONGEST_LINK = 6;

/** Looks at what stands before token `first`. */
export function contextBefore(page: Page, first: number): ContextBefore {
  const { tokens, lexicon, text } = page;
  const start = tokens.start[first] as number;
  const from = beforeParticles(page, first);
  let before = from - 1;
  if (before > 0 && text[tokens.start[before] as number] === '.') before--;
  const near = before >= 0 && (tokens.start[from] as number) - (tokens.end[before] as number) <= CLOSE;
  const roles = near ? (lexicon.roles[tokens.entry[before] as number] as number) : 0;
  const title = near && text[start - 1] !== '.' ? titleAt(page, before, roles) : 0;
  const announced = title > 0 ? 0 : announcement(page, from);
  return {
    from: title > 0 || announced > 0 ? from : first,
    title,
    announced,
    relation: (roles & Role.relation) !== 0,
    listed: followsName(page, start),
    article: (roles & Role.article) !== 0,
    place:
      (roles & (Role.organisation | Role.particle)) !== 0 &&
      ((tokens.shape[before] as number) & Shape.capital) !== 0,
    heading: near && text[start - 1] === ' ' && ((tokens.shape[from - 1] as number) & Shape.capital) !== 0,
    joined: start > 0 && (JOINING.includes(text.charAt(start - 1)) || text.startsWith('& ', start - 2)),
  };
}

function followsName({ found, text }: Page, start: number): boolean {
  const last = found.at(-1);
  if (
    last === undefined ||
    last.class !== 'person_name' ||
    start - last.end > LONGEST_LINK ||
    last.end >= start
  )
    return false;
  return LINKS.has(text.slice(last.end, start));
}

/** The first of the particles that stand right before token `first`. */
function beforeParticles(page: Page, first: number): number {
  const { tokens, lexicon } = page;
  let from = first;
  while (
    from > 0 &&
    first - from < MOST_PARTICLES &&
    tokens.start[from] === (tokens.end[from - 1] as number) + 1
  ) {
    const roles = lexicon.roles[tokens.entry[from - 1] as number] as number;
    if ((roles & Role.particle) === 0 || ((tokens.shape[from - 1] as number) & Shape.capital) !== 0) break;
    from--;
  }
  return from;
}

/** How much of a title token `token` is. */
function titleAt(page: Page, token: number, roles: number): number {
  const { tokens, text } = page;
  if ((roles & Role.title) === 0) return 0;
  const end = tokens.end[token] as number;
  if (end - (tokens.start[token] as number) === 1 && text[end] !== '.') return 0;
  if ((roles & Role.weakTitle) === 0) return 2;
  if (((tokens.shape[token] as number) & Shape.capital) === 0) return 0;
  return (roles & Role.common) === 0 ? 1.5 : 1;
}

function announcement(page: Page, first: number): number {
  if (announcedRightBefore(page, Topic.introduction, first, 2)) return 0.75;
  if (announcedRightBefore(page, Topic.greeting, first, 3)) return 0.8;
  return announcedRightBefore(page, Topic.signOff, first, 6) ? 0.78 : 0;
}

/** Whether only commas, line ends and the like stand between the announcement and token `before`. */
function announcedRightBefore(page: Page, topic: number, before: number, reach: number): boolean {
  const after = page.seen[topic] as number;
  if (after >= before || before - after > reach) return false;
  for (let token = after + 1; token < before; token++) {
    if (((page.tokens.shape[token] as number) & WRITTEN) !== 0) return false;
  }
  return true;
}
