import type { Page } from '../page.ts';
import { HASH_SEED, hashUnit, hashWord } from '../scan/hash-word.ts';
import { Shape, WRITTEN } from '../scan/tokens.ts';
import { Role } from './vocabulary.ts';

/** A known word, or the longest known phrase that begins with it. */
export interface Phrase {
  readonly last: number;
  readonly roles: number;
  /** Topics as bits. */
  readonly topics: number;
}

const MOST_WORDS = 5;
const JOINTS = " -_.'’";

/** Reads the phrase that begins with token `at`; its words may be joined by one space, dash, dot or apostrophe. */
export function readPhrase(page: Page, at: number): Phrase {
  const { tokens, lexicon, text } = page;
  const entry = tokens.entry[at] as number;
  let found: Phrase = {
    last: at,
    roles: lexicon.roles[entry] as number,
    topics: lexicon.topics[entry] as number,
  };
  if ((found.roles & Role.phraseStart) === 0) return found;
  let hash = hashWord(text, tokens.start[at] as number, tokens.end[at] as number, HASH_SEED);
  let units = (tokens.end[at] as number) - (tokens.start[at] as number);
  let token = at;
  for (let words = 1; words < MOST_WORDS; words++) {
    const next = nextWord(page, token);
    if (next < 0) break;
    const roles = lexicon.roles[tokens.entry[next] as number] as number;
    if ((roles & Role.phraseNext) === 0 && tokens.shape[next] !== Shape.digit) break;
    const start = tokens.start[next] as number;
    const end = tokens.end[next] as number;
    hash = hashWord(text, start, end, hashUnit(hash, 0x20));
    units += 1 + end - start;
    token = next;
    const phrase = lexicon.find(hash, units);
    if (phrase !== 0) {
      found = {
        last: next,
        roles: lexicon.roles[phrase] as number,
        topics: lexicon.topics[phrase] as number,
      };
    }
  }
  return found;
}

function nextWord(page: Page, token: number): number {
  const { tokens, text } = page;
  let next = token + 1;
  if (
    next < tokens.count &&
    (tokens.shape[next] as number) === 0 &&
    JOINTS.includes(text.charAt(tokens.start[next] as number))
  ) {
    next++;
    if (text[tokens.start[next - 1] as number] === '.' && tokens.shape[next] === 0) next++;
  }
  if (next >= tokens.count || ((tokens.shape[next] as number) & WRITTEN) === 0) return -1;
  return (tokens.start[next] as number) - (tokens.end[token] as number) <= 2 ? next : -1;
}
