import { Role } from '../context/vocabulary.ts';
import type { Page } from '../page.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';

/** Where the value of a label begins. */
export interface ValueStart {
  readonly token: number;
  readonly at: number;
  /** A colon, an equals sign, a cell's border or a verb stands between, not merely a space. */
  readonly explicit: 'sign' | 'verb' | 'none';
  /** The quote that opens the value. */
  readonly quote: string;
  /** Where the cell of a table ends, if it stands in one. */
  readonly until?: number;
}

const MOST_TOKENS = 12;
const BORDERS = ':=>|\t：';
const SKIPPED = '"\'`“”‘’«„([{*_#-–—\\.?/@°º';
const QUOTES = '"\'`“„«';
const VERBS = /^(is|was|are|ist|lautet|est|es|e|è|é|era|war|était|as|to)$/i;
const FURTHEST_TAG = 60;
/** The label is the beginning of a longer word. */
const JOINED = /^[-_.@/\\][\p{L}\p{N}]/u;

/** Reads on from the label that ends with token `label` to its value; absent when the text says no more. */
export function findValue(page: Page, label: number): ValueStart | undefined {
  const { text, tokens, lexicon } = page;
  if (JOINED.test(text.slice(tokens.end[label], (tokens.end[label] as number) + 2))) return undefined;
  const limit = Math.min(tokens.count, label + 1 + MOST_TOKENS);
  let explicit: ValueStart['explicit'] = 'none';
  let quote = '';
  let lines = 0;
  // A question is answered in the next line, after the speaker's name and a colon.
  let asked = false;
  for (let token = label + 1; token < limit; token++) {
    const at = tokens.start[token] as number;
    const shape = tokens.shape[token] as number;
    const char = text.charAt(at);
    if (shape === Shape.newline) {
      if (asked && text[tokens.start[token + 2] as number] === ':') {
        token += 2;
        explicit = 'verb';
      } else if (++lines > 1 || explicit === 'none') return undefined;
    } else if ((shape & WRITTEN) === 0) {
      if (char === '<') {
        const close = text.slice(at, at + FURTHEST_TAG).indexOf('>');
        if (close < 0) return undefined;
        while (token + 1 < limit && (tokens.start[token + 1] as number) <= at + close) token++;
        explicit = 'sign';
      } else if (BORDERS.includes(char)) explicit = 'sign';
      else if (explicit === 'sign' && !QUOTES.includes(char)) return { token, at, explicit, quote };
      else if (!SKIPPED.includes(char))
        return char === ',' || char === ';' ? undefined : { token, at, explicit, quote };
      quote = QUOTES.includes(char) ? char : '';
      asked ||= char === '?';
    } else {
      const filler = ((lexicon.roles[tokens.entry[token] as number] as number) & Role.filler) !== 0;
      if (!filler || explicit === 'sign' || quote !== '') return { token, at, explicit, quote };
      if (VERBS.test(text.slice(at, tokens.end[token]))) explicit = 'verb';
    }
  }
  return undefined;
}
