/** An expression and what it is evaluated over, as it goes to the thread that does so. */
export interface Evaluation {
  readonly expression: string;
  /** JSON. */
  readonly input: string;
}

/** Why an expression has no value: it fails, takes too long, gives nothing, or more than fits. */
type ExpressionFailure =
  | 'expression_failed'
  | 'expression_timeout'
  | 'expression_empty'
  | 'expression_too_large';

/** What the thread answers. */
export type Evaluated =
  | { readonly ok: true /** JSON. */; readonly value: string }
  | {
      readonly ok: false;
      readonly code: ExpressionFailure;
      /** JSONata's own code, and the character that it speaks of. */
      readonly error?: string;
      readonly position?: number;
    };

/** How long an expression may take of its own, in ms. */
export const LONGEST_MS = 250;
