import type { ApiError } from '../http/api-error.ts';
import type { Flaw } from './behaviour.ts';

/** How the content of an answer departs from a plain one. */
export type Manner =
  | 'plain'
  | 'json'
  | 'judge'
  | 'refuse'
  | 'length'
  | 'content-filter'
  | { readonly flaw: Flaw | 'any' };

/** An answer with content, possibly late, spread or broken. Times are milliseconds. */
export interface AnswerConduct {
  readonly kind: 'answer';
  /** Time before the first token. */
  readonly delayMs: number;
  /** Time over which a stream spreads its tokens after the first; without a stream it is waited too. */
  readonly spreadMs: number;
  /** The connection breaks in the middle of the answer. */
  readonly breaks: boolean;
  readonly manner: Manner;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a call meets, decided before its content is looked at. */
export type Conduct =
  | { readonly kind: 'hang' }
  | { readonly kind: 'fail'; readonly delayMs: number; readonly error: ApiError }
  | AnswerConduct;
