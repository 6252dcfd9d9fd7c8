import { Role } from '../context/vocabulary.ts';
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
  /** In no list that speaks for or against a name. */
  readonly unknown: boolean;
  /** An everyday word, a place, an organisation: no name without other signs. */
  readonly everyday: boolean;
  readonly capitals: boolean;
}

const MOST_PARTS = 7;
const MOST_PIECES = 3;
const NOTHING = { given: 0, surname: 0, unknown: false, everyday: false, capitals: false } as const;
const LISTED = Role.given | Role.maybeGiven | Role.surname | Role.maybeSurname;
const NOBODYS =
  Role.common |
  Role.heading |
  Role.month |
  Role.organisation |
  Role.state |
  Role.country |
  Role.city |
  Role.title |
  Role.unit |
  Role.relation |
  Role.streetAfterSure;
const DASH = 0x2d;
const DOT = 0x2e;

/** Whether what is known of a word forbids that a name has it. */
export function isNobodys(roles: number): boolean {
  return (roles & NOBODYS) !== 0 && (roles & LISTED) === 0;
}

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
    const gap = (tokens.start[token] as number) - part.end;
    const initials =
      gap === 0 &&
      part.kind === 'initial' &&
      (tokens.end[token] as number) - (tokens.start[token] as number) === 1;
    if (gap > 1 || (gap === 0 && !initials) || isApostrophe(text.charCodeAt(part.end))) break;
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
  if (end - start === 1 && (shape & Shape.capital) !== 0 && !isApostrophe(text.charCodeAt(end))) {
    const dot = text.charCodeAt(end) === DOT ? 1 : 0;
    return { kind: 'initial', token, last: token + dot, start, end: end + dot, roles, ...NOTHING };
  }
  return joinedPart(page, token, roles);
}

/** A word with those that a dash or an apostrophe joins to it. */
function joinedPart(page: Page, token: number, firstRoles: number): NamePart | undefined {
  const { tokens, text, lexicon } = page;
  const start = tokens.start[token] as number;
  let last = token;
  let roles = firstRoles;
  for (let pieces = 0; pieces < MOST_PIECES; pieces++) {
    const end = tokens.end[last] as number;
    const sign = text.charCodeAt(end);
    const next = last + 2;
    const shape = (tokens.shape[next] as number) & (Shape.lower | Shape.upper | Shape.capital);
    const nextRoles = lexicon.roles[tokens.entry[next] as number] as number;
    const joins =
      sign === DASH
        ? (shape & Shape.capital) !== 0 || (nextRoles & LISTED) !== 0
        : isApostrophe(sign) && last === token && end - start <= 2;
    if (!joins || tokens.start[next] !== end + 1 || shape === 0) break;
    roles = sign === DASH ? roles | nextRoles : Role.surname;
    last = next;
  }
  const lastRoles = lexicon.roles[tokens.entry[last] as number] as number;
  if (last > token && (lastRoles & Role.organisation) !== 0) return undefined;
  const topics = lexicon.topics[tokens.entry[token] as number] as number;
  if (isNobodys(roles) || (topics !== 0 && (roles & LISTED) === 0)) return undefined;
  const end = tokens.end[last] as number;
  const common = (roles & Role.common) !== 0;
  const given =
    last > token && (roles & Role.given) !== 0 ? 2 : strength(roles, Role.given, Role.maybeGiven, common);
  const surname = strength(roles, Role.surname, Role.maybeSurname, common);
  return {
    kind: 'word',
    token,
    last,
    start,
    end,
    roles,
    given,
    surname: surname === 0 && last > token && given > 0 ? 1 : surname,
    unknown: (roles & (NOBODYS | Role.filler)) === 0 && given === 0 && surname === 0,
    everyday: (roles & NOBODYS) !== 0 && given < 2 && surname < 2,
    capitals: ((tokens.shape[token] as number) & Shape.lower) === 0 && end - start > 1,
  };
}

function strength(roles: number, sure: number, maybe: number, common: boolean): number {
  if ((roles & maybe) !== 0) return 1;
  if ((roles & sure) === 0) return 0;
  return common ? 1 : 2;
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}
