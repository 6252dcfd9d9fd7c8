/** A place in a text that holds personal data or a secret. */
export interface Finding {
  /** One of `DATA_CLASSES`, or the name of a tenant's own class. */
  readonly class: string;
  /** Where it begins and ends, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** How sure it is, above 0 and up to 1. */
  readonly score: number;
  /** What equal values have in common however they are written: e-mail in lower case, phone in E.164, names folded. */
  readonly canonical: string;
}
