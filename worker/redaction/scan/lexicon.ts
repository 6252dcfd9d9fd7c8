import { HASH_SEED, hashUnit, hashWord } from './hash-word.ts';

/** What is known of words: roles (names, places, grammar) and the topics that they announce, as bit sets. */
export interface Lexicon {
  /** The entry of a word by its hash and length without marks; 0 when it is unknown. */
  find(hash: number, units: number): number;
  /** Bits of {@link Role}, by entry. */
  readonly roles: Int32Array;
  /** Bits of topics, by entry. */
  readonly topics: Int32Array;
}

/** One list of words with what they mean; `_` joins the words of a phrase. */
export interface Meaning {
  readonly words: string;
  readonly role?: number;
  readonly topic?: number;
}

const SPACE = 0x20;
const CAPACITY = 1 << 16;

/** @param phrase the roles that the first word of every phrase is given, and the others */
export function buildLexicon(
  meanings: readonly Meaning[],
  phrase: { readonly start: number; readonly next: number },
): Lexicon {
  const slots = new Uint16Array(CAPACITY);
  const hashes = new Int32Array(CAPACITY);
  const lengths = new Uint8Array(CAPACITY);
  const roles = new Int32Array(CAPACITY);
  const topics = new Int32Array(CAPACITY);
  let size = 0;

  const slotOf = (hash: number, units: number) => {
    let slot = (hash ^ (hash >>> 16)) & (CAPACITY - 1);
    for (;;) {
      const entry = slots[slot] as number;
      if (entry === 0 || (hashes[entry] === hash && lengths[entry] === units)) return slot;
      slot = (slot + 1) & (CAPACITY - 1);
    }
  };
  const add = (hash: number, units: number, role: number, topic: number) => {
    const slot = slotOf(hash, units);
    if (slots[slot] === 0) {
      slots[slot] = ++size;
      hashes[size] = hash;
      lengths[size] = units;
    }
    const entry = slots[slot] as number;
    roles[entry] = (roles[entry] as number) | role;
    topics[entry] = (topics[entry] as number) | topic;
  };

  for (const { words, role = 0, topic = 0 } of meanings) {
    for (const word of words.split(/\s+/)) {
      if (word === '') continue;
      const parts = word.split('_');
      const joined = parts.join('');
      add(hashWord(joined, 0, joined.length, HASH_SEED), joined.normalize('NFC').length, role, topic);
      if (parts.length === 1) continue;
      for (const [index, part] of parts.entries()) {
        add(
          hashWord(part, 0, part.length, HASH_SEED),
          part.normalize('NFC').length,
          index === 0 ? phrase.start : phrase.next,
          0,
        );
      }
      const hash = parts.reduce(
        (sum, part, index) => hashWord(part, 0, part.length, index === 0 ? sum : hashUnit(sum, SPACE)),
        HASH_SEED,
      );
      add(hash, word.length, role, topic);
    }
  }
  return { find: (hash, units) => slots[slotOf(hash, units)] as number, roles, topics };
}
