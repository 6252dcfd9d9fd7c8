import { COMMON_WORDS } from '../data/common-words.ts';
import { GIVEN_NAMES } from '../data/given-names.ts';
import { HEADING_WORDS } from '../data/heading-words.ts';
import { MORE_GIVEN_NAMES } from '../data/more-given-names.ts';
import { ORGANISATION_WORDS } from '../data/organisation-words.ts';
import { STREET_AFTER } from '../data/street-words.ts';
import { SURNAMES } from '../data/surnames.ts';
import { TOPICS_OF_NUMBERS } from '../data/topics-of-numbers.ts';
import { TOPICS_OF_PEOPLE } from '../data/topics-of-people.ts';
import { charTables } from '../scan/char-tables.ts';
import { hashUnit } from '../scan/hash-word.ts';

const BUCKETS = 1 << 16;
const SHORTEST = 2;
const LONGEST = 4;
const EDGE = 0x5e;
/** Counts that every group of letters is given beforehand, so that rare ones say little. */
const PRIOR = 0.4;
const SHORTEST_WORD = 3;

let odds: Float32Array | undefined;

/**
 * How much a word is spelt like the listed names rather than like everyday words: the log odds of its groups of two to
 * four letters, over the square root of their number. Above 0 it is rather a name; most names lie between 0 and 3.
 */
export function nameLikeness(word: string): number {
  odds ??= learn();
  let sum = 0;
  let count = 0;
  for (const bucket of groups(word)) {
    sum += odds[bucket] as number;
    count++;
  }
  return count === 0 ? 0 : sum / Math.sqrt(count);
}

function learn(): Float32Array {
  const isEveryday = wordsOf([
    COMMON_WORDS,
    HEADING_WORDS,
    ORGANISATION_WORDS,
    STREET_AFTER,
    ...TOPICS.map(({ words }) => words),
  ]);
  const isName = wordsOf([GIVEN_NAMES, MORE_GIVEN_NAMES, SURNAMES]);
  const everyday = new Float32Array(BUCKETS);
  const names = new Float32Array(BUCKETS);
  for (const word of isEveryday)
    if (!isName.has(word))
      for (const bucket of groups(word)) everyday[bucket] = (everyday[bucket] as number) + 1;
  for (const word of isName)
    if (!isEveryday.has(word))
      for (const bucket of groups(word)) names[bucket] = (names[bucket] as number) + 1;
  const total = (counts: Float32Array) => counts.reduce((sum, count) => sum + count, 0);
  const ratio = total(names) / total(everyday);
  return names.map((count, bucket) =>
    Math.log((count / ratio + PRIOR) / ((everyday[bucket] as number) + PRIOR)),
  );
}

const TOPICS = [...TOPICS_OF_NUMBERS, ...TOPICS_OF_PEOPLE];

function wordsOf(lists: readonly string[]): Set<string> {
  return new Set(
    lists.flatMap((list) => list.split(/[\s_]+/)).filter((word) => word.length >= SHORTEST_WORD),
  );
}

/** The buckets of a word's groups of letters, its beginning and end marked. */
function groups(word: string): number[] {
  const { folded, kind } = charTables();
  const units = [EDGE];
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if ((kind[unit] as number) <= 5) units.push(folded[unit] as number);
  }
  units.push(EDGE);
  const buckets: number[] = [];
  for (let from = 0; from < units.length; from++) {
    let hash = 0;
    for (let length = 1; length <= LONGEST && from + length <= units.length; length++) {
      hash = hashUnit(hash, units[from + length - 1] as number);
      if (length >= SHORTEST) buckets.push((hash ^ (hash >>> 15)) & (BUCKETS - 1));
    }
  }
  return buckets;
}
