/** How a token is written. Words and numbers have at least one of the first four bits; signs have none. */
export const Shape = {
  lower: 1,
  upper: 2,
  digit: 4,
  caseless: 8,
  /** Begins with a capital. */
  capital: 16,
  /** A capital after the first letter. */
  innerCapital: 32,
  newline: 64,
} as const;

/** The bits that tell letters and digits. */
export const WRITTEN = Shape.lower | Shape.upper | Shape.digit | Shape.caseless;

/** Words, numbers, signs and line ends of a text in order, as parallel arrays; spaces lie between them. */
export interface Tokens {
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly shape: Uint8Array;
  /** The lexicon's entry of a word; 0 for none. */
  readonly entry: Uint16Array;
}
