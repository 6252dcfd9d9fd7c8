import { Role, Topic } from '../context/vocabulary.ts';
import { announced, type Page } from '../page.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';

/** What stands around a possible name. */
export interface NameContext {
  /** "Mr", "Frau": 2; "President", "Sister", which are words as well: 1. */
  readonly title: number;
  /** How sure the words before it say that a name comes: a greeting, the end of a letter, "my name is". */
  readonly announced: number;
  /** "my colleague", "by": a person is likely. */
  readonly relation: boolean;
  /** "said", "lives". */
  readonly speech: boolean;
  /** Part of an organisation's, a product's or a place's name. */
  readonly thing: boolean;
  /** "the" before it. */
  readonly article: boolean;
}

/** Looks at what stands before token `first` and after token `last`. */
export function readNameContext(page: Page, first: number, last: number): NameContext {
  const { tokens, lexicon, text } = page;
  const rolesAt = (token: number) => (lexicon.roles[tokens.entry[token] ?? 0] as number) ?? 0;
  let before = first - 1;
  if (before > 0 && text[tokens.start[before] as number] === '.') before--;
  const title = titleAt(page, before);
  const near = before >= 0 && (tokens.start[first] as number) - (tokens.end[before] as number) <= 2;
  const rolesBefore = near ? rolesAt(before) : 0;
  const rolesAfter = rolesAt(last + 1);
  const gap = text.slice(tokens.end[last], tokens.start[last + 1]);
  const signAfter = text.charAt(tokens.end[last] as number);
  const joined = /[&@/_=]/.test(signAfter) || signAfter === '.' && /[a-z]/.test(text.charAt((tokens.end[last] as number) + 1));
  return {
    title,
    announced: title > 0 ? 0 : announcement(page, first),
    relation: (rolesBefore & Role.relation) !== 0,
    speech: gap === ' ' && (rolesAfter & Role.speech) !== 0,
    thing:
      joined ||
      /[&@/_#.\\-]/.test(text.charAt((tokens.start[first] as number) - 1)) ||
      (gap === ' ' && ((tokens.shape[last + 1] as number) & Shape.capital) !== 0 && (rolesAfter & (Role.organisation | Role.streetAfterSure)) !== 0) ||
      text.slice(tokens.end[last], (tokens.end[last] as number) + 3) === ' & ',
    article: near && /^(the|der|die|das|le|la|les|el|il|lo|de|het|o|a|an)$/i.test(text.slice(tokens.start[before], tokens.end[before])),
  };
}

/** How much of a title token `token` is. */
function titleAt(page: Page, token: number): number {
  const { tokens, lexicon, text } = page;
  if (token < 0) return 0;
  const roles = lexicon.roles[tokens.entry[token] as number] as number;
  if ((roles & Role.title) === 0) return 0;
  if ((tokens.end[token] as number) - (tokens.start[token] as number) === 1 && text[tokens.end[token] as number] !== '.') return 0;
  if ((roles & (Role.common | Role.given | Role.maybeGiven | Role.particle | Role.relation)) === 0) return 2;
  return ((tokens.shape[token] as number) & Shape.capital) !== 0 ? 1 : 0;
}

function announcement(page: Page, first: number): number {
  if (announced(page, Topic.introduction, first, 2) && onlySigns(page, page.seen[Topic.introduction] as number, first)) return 0.75;
  if (announced(page, Topic.greeting, first, 3) && onlySigns(page, page.seen[Topic.greeting] as number, first)) return 0.8;
  if (announced(page, Topic.signOff, first, 6) && onlySigns(page, page.seen[Topic.signOff] as number, first)) return 0.78;
  return 0;
}

/** Whether only commas, line ends and the like stand between two tokens. */
function onlySigns(page: Page, after: number, before: number): boolean {
  for (let token = after + 1; token < before; token++) {
    if (((page.tokens.shape[token] as number) & WRITTEN) !== 0) return false;
  }
  return true;
}
