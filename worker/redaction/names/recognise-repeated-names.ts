import { Role } from '../context/vocabulary.ts';
import type { Finding } from '../finding.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { HASH_SEED, hashWord } from '../scan/hash-word.ts';
import { Shape } from '../scan/tokens.ts';
import { contextAfter } from './context-after.ts';
import { contextBefore } from './context-before.ts';

const LEAST_SCORE = 0.6;
const SHORTEST = 3;
const SCORE = 0.6;
const EVERYDAY =
  Role.common |
  Role.heading |
  Role.month |
  Role.title |
  Role.organisation |
  Role.particle |
  Role.city |
  Role.country;

/** Finds the words of names that were found in full where they stand alone: "Wirat Suksawat … Wirat said". */
export function recogniseRepeatedNames(page: Page): void {
  const { tokens, text, lexicon } = page;
  const known = wordsOf(page.found);
  if (known.size === 0) return;
  for (let token = 0; token < tokens.count; token++) {
    const start = tokens.start[token] as number;
    const end = tokens.end[token] as number;
    if (((tokens.shape[token] as number) & Shape.capital) === 0 || end - start < SHORTEST) continue;
    if (((lexicon.roles[tokens.entry[token] as number] as number) & EVERYDAY) !== 0) continue;
    if (!known.has(hashWord(text, start, end, HASH_SEED))) continue;
    const { joined } = contextBefore(page, token);
    if (joined || contextAfter(page, token).thing) continue;
    report(page, 'person_name', start, end, SCORE, canonicalWords(text.slice(start, end)));
  }
}

function wordsOf(found: readonly Finding[]): Set<number> {
  const words = new Set<number>();
  for (const { class: dataClass, score, canonical } of found) {
    if (dataClass !== 'person_name' || score < LEAST_SCORE || !canonical.includes(' ')) continue;
    for (const word of canonical.split(' ')) {
      if (word.length >= SHORTEST) words.add(hashWord(word, 0, word.length, HASH_SEED));
    }
  }
  return words;
}
