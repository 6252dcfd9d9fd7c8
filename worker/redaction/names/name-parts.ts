import { Role } from '../context/vocabulary.ts';
import { SURNAME_ENDINGS } from '../data/surnames.ts';
import type { Page } from '../page.ts';
import { Shape } from '../scan/tokens.ts';

/** One word of what may be a name: "Jean-Pierre", "O'Brien", "van", "J.". */
export interface NamePart {
  readonly kind: 'word' | 'initial' | 'particle';
  /** First and last token. */
  readonly token: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  readonly roles: number;
  /** How much it is a given name, and how much a family name: 0 no, 1 maybe, 2 surely. */
  readonly given: number;
  readonly surname: number;
  /** Not in the lexicon. */
  readonly unknown: boolean;
  /** An everyday word, a place, an organisation: no name without other signs. */
  readonly blocked: boolean;
  readonly capitals: boolean;
}

const MOST_PARTS = 7;
const SHORTEST_WITH_ENDING = 5;
const NOBODYS =
  Role.common | Role.month | Role.organisation | Role.state | Role.country | Role.city | Role.title | Role.unit | Role.streetAfterSure;

let endings: ReadonlySet<string> | undefined;

/** The words from token `at` on that may make up names, as long as one space parts them. */
export function readNameParts(page: Page, at: number, lowerCase: boolean): NamePart[] {
  const { tokens, text } = page;
  const parts: NamePart[] = [];
  let token = at;
  while (parts.length < MOST_PARTS && token < tokens.count) {
    const part = readPart(page, token, lowerCase);
    if (part === undefined) break;
    parts.push(part);
    token = part.last + 1;
    const gap = (tokens.start[token] ?? 0) - part.end;
    if (gap > 1 || (gap === 0 && part.kind !== 'initial') || /['’]/.test(text.charAt(part.end))) break;
  }
  while (parts.at(-1)?.kind === 'particle') parts.pop();
  return parts;
}

function readPart(page: Page, token: number, lowerCase: boolean): NamePart | undefined {
  const { tokens, text, lexicon } = page;
  const shape = tokens.shape[token] as number;
  const roles = lexicon.roles[tokens.entry[token] as number] as number;
  if ((shape & (Shape.lower | Shape.upper)) === 0 || (shape & Shape.digit) !== 0) return undefined;
  const start = tokens.start[token] as number;
  const end = tokens.end[token] as number;
  if ((shape & Shape.capital) === 0 && !lowerCase) {
    if ((roles & Role.particle) === 0) return undefined;
    return { kind: 'particle', token, last: token, start, end, roles, ...NOTHING };
  }
  if (end - start === 1 && (shape & Shape.capital) !== 0 && !/['’]/.test(text.charAt(end))) {
    const dotted = text[end] === '.' && tokens.start[token + 1] === end;
    return { kind: 'initial', token, last: token + (dotted ? 1 : 0), start, end: end + (dotted ? 1 : 0), roles, ...NOTHING };
  }
  return joinedPart(page, token, roles);
}

/** A word with those that a dash or an apostrophe joins to it. */
function joinedPart(page: Page, token: number, firstRoles: number): NamePart {
  const { tokens, text, lexicon } = page;
  let last = token;
  let roles = firstRoles;
  for (let pieces = 0; pieces < 3; pieces++) {
    const sign = tokens.end[last] as number;
    const next = last + 2;
    const shape = tokens.shape[next] ?? 0;
    const short = last === token && sign - (tokens.start[token] as number) <= 2;
    const joins = text[sign] === '-' ? (shape & Shape.capital) !== 0 : /['’]/.test(text.charAt(sign)) && short;
    if (!joins || tokens.start[next] !== sign + 1 || (shape & (Shape.lower | Shape.upper)) === 0) break;
    roles = text[sign] === '-' ? roles | (lexicon.roles[tokens.entry[next] as number] as number) : Role.surname;
    last = next;
  }
  const start = tokens.start[token] as number;
  const end = tokens.end[last] as number;
  const shape = tokens.shape[token] as number;
  const everyday = (roles & Role.common) !== 0;
  const given = strength(roles, Role.given, Role.maybeGiven, everyday);
  const listed = strength(roles, Role.surname, Role.maybeSurname, everyday);
  const joined = last > token && !everyday && given === 0 && listed === 0;
  return {
    kind: 'word',
    token,
    last,
    start,
    end,
    roles,
    given,
    surname: Math.max(listed, joined ? 0.5 : 0),
    unknown: (roles & (NOBODYS | Role.streetAfter | Role.filler | Role.relation)) === 0 && given === 0 && listed === 0,
    blocked: (roles & NOBODYS) !== 0 && given < 2 && listed < 2,
    capitals: (shape & Shape.lower) === 0 && end - start > 1,
  };
}

/** Whether a word that is in no list ends like a family name. */
export function endsLikeSurname(page: Page, part: NamePart): boolean {
  if (!part.unknown || part.end - part.start < SHORTEST_WITH_ENDING) return false;
  endings ??= new Set(SURNAME_ENDINGS);
  const word = page.text.slice(part.start, part.end).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  for (let length = 2; length <= 7 && length < word.length - 1; length++) if (endings.has(word.slice(-length))) return true;
  return false;
}

const NOTHING = { given: 0, surname: 0, unknown: false, blocked: false, capitals: false } as const;

function strength(roles: number, sure: number, maybe: number, everyday: boolean): number {
  if ((roles & maybe) !== 0) return 1;
  if ((roles & sure) === 0) return 0;
  return everyday ? 1 : 2;
}
