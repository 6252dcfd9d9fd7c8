import { type ChainedEntry, GENESIS, type Head, hashOf, isSigned } from './chain.ts';

/** Where a chain is broken, and how. */
export interface ChainFault {
  /** The entry at which it shows; behind the last one for a cut. */
  readonly seq: number;
  readonly kind: 'altered' | 'missing' | 'reordered' | 'cut' | 'bad_signature' | 'wrong_head';
}

/** What walking a chain has found. */
export interface ChainCheck {
  readonly entries: number;
  readonly fault?: ChainFault;
}

/** Walks a chain from its beginning, or from where an export begins, and stops at the first fault. */
export class ChainChecker {
  readonly #chain: string;
  #prev: string;
  #seq: number;
  #fault: ChainFault | undefined;
  #entries = 0;

  /**
   * @param chain what the chain is named in its heads
   * @param after the last entry before the first that comes, and its hash
   */
  constructor(
    chain: string,
    after: { readonly seq: number; readonly hash: string } = { seq: 0, hash: GENESIS },
  ) {
    this.#chain = chain;
    this.#seq = after.seq;
    this.#prev = after.hash;
  }

  /** How many entries hold. */
  get entries(): number {
    return this.#entries;
  }

  /** Takes the next entry. @returns whether the chain holds so far */
  next(row: ChainedEntry): boolean {
    if (this.#fault) return false;
    const expected = this.#seq + 1;
    if (row.seq !== expected) {
      this.#fault = { seq: expected, kind: row.seq > expected ? 'missing' : 'reordered' };
      return false;
    }
    if (hashOf(this.#chain, this.#prev, row) !== row.hash) {
      this.#fault = { seq: expected, kind: 'altered' };
      return false;
    }
    this.#seq = row.seq;
    this.#prev = row.hash;
    this.#entries += 1;
    return true;
  }

  /** Holds what was walked against a head that was signed when the chain had come so far, or less far. */
  end(head: Head | undefined, publicKey: string): ChainCheck {
    return { entries: this.#entries, fault: this.#fault ?? this.#faultOfHead(head, publicKey) };
  }

  #faultOfHead(head: Head | undefined, publicKey: string): ChainFault | undefined {
    if (!head) return this.#seq === 0 ? undefined : { seq: this.#seq, kind: 'wrong_head' };
    if (head.chain !== this.#chain || !isSigned(publicKey, head))
      return { seq: head.seq, kind: 'bad_signature' };
    if (head.seq > this.#seq) return { seq: this.#seq + 1, kind: 'cut' };
    if (head.seq === this.#seq && head.hash !== this.#prev) return { seq: head.seq, kind: 'altered' };
    return head.seq < this.#seq ? { seq: head.seq + 1, kind: 'wrong_head' } : undefined;
  }
}
