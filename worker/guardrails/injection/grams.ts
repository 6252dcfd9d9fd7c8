/** How many weights there are for parts of words; a power of two. */
export const GRAM_BUCKETS = 1 << 15;

const LONGEST = 5;
const SHORTEST = 3;
const PRIME = 0x01000193;
const CHARACTER_SEED = 0x811c9dc5;
const WORD_SEED = 0x2f0b4c47;
const SPACE = 32;

/**
 * Writes the buckets of a stretch's parts into `buckets`: runs of 3 to 5 characters, of 1 and 2 where a script has
 * a sign for a word, words, and pairs of words.
 * @returns how many there are
 */
export function readGrams(text: string, start: number, end: number, buckets: Uint16Array): number {
  const codes = alikeCodes(text, start, end);
  const size = end - start;
  let count = 0;
  let word = WORD_SEED;
  let previous = 0;
  for (let at = 0; at < size; at += 1) {
    const first = codes[at] as number;
    const shortest = isDense(first) ? 1 : SHORTEST;
    let hash = CHARACTER_SEED;
    const stop = Math.min(LONGEST, size - at);
    for (let length = 1; length <= stop; length += 1) {
      hash = Math.imul(hash ^ (codes[at + length - 1] as number), PRIME);
      if (length >= shortest) buckets[count++] = bucketOf(hash);
    }
    if (first !== SPACE) word = Math.imul(word ^ first, PRIME);
    if ((first === SPACE || at + 1 === size) && word !== WORD_SEED) {
      buckets[count++] = bucketOf(word);
      if (previous !== 0) buckets[count++] = bucketOf(Math.imul(previous ^ 0x5bd1e995, PRIME) ^ word);
      previous = word;
      word = WORD_SEED;
    }
  }
  return count;
}

/** Most parts that a stretch of so many characters can have. */
export function mostGrams(length: number): number {
  return length * (LONGEST + 2);
}

let scratch = new Uint16Array(1_024);

/** The units of a stretch, valid until the next one is read. */
function alikeCodes(text: string, start: number, end: number): Uint16Array {
  if (scratch.length < end - start) scratch = new Uint16Array(2 * (end - start));
  for (let at = start; at < end; at += 1) scratch[at - start] = alike(text.charCodeAt(at));
  return scratch;
}

/** Digits are alike, and so is all that parts words. */
function alike(code: number): number {
  if (code >= 48 && code <= 57) return 48;
  if (code < 48 || (code > 57 && code < 97)) return code === 39 || code === 60 || code === 91 ? code : SPACE;
  return code;
}

/** Kana, Han and Hangul. */
function isDense(code: number): boolean {
  return code >= 0x3040 && code <= 0xd7a3;
}

function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & (GRAM_BUCKETS - 1);
}
