import { Role } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import { Shape } from '../scan/tokens.ts';
import { JOINING } from './context-before.ts';

/** What stands after a possible name. */
export interface ContextAfter {
  /** "said", "lives". */
  readonly speech: boolean;
  /** "Inc", "Street", "& Sons", "@": the name of something else. */
  readonly thing: boolean;
  /** Another capitalised word right after it. */
  readonly heading: boolean;
}

/** Looks at what stands after token `last`. */
export function contextAfter(page: Page, last: number): ContextAfter {
  const { tokens, lexicon, text } = page;
  const end = tokens.end[last] as number;
  const sign = text.charAt(end);
  const next = last + 1;
  const spaced = sign === ' ' && tokens.start[next] === end + 1;
  const roles = spaced ? (lexicon.roles[tokens.entry[next] as number] as number) : 0;
  const capital = ((tokens.shape[next] as number) & Shape.capital) !== 0;
  const dotted =
    sign === '.' &&
    next + 1 < tokens.count &&
    tokens.start[next + 1] === end + 1 &&
    ((tokens.shape[next + 1] as number) & Shape.lower) !== 0;
  return {
    speech:
      spaced &&
      !capital &&
      ((roles & Role.speech) !== 0 || text.startsWith('ed', (tokens.end[next] as number) - 2)),
    heading: spaced && capital,
    thing:
      dotted ||
      (sign !== '' && JOINING.includes(sign)) ||
      (capital && (roles & (Role.organisation | Role.streetAfterSure)) !== 0) ||
      (spaced && text.startsWith('& ', end + 1)),
  };
}
