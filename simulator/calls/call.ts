import type { JsonObject } from '../protocol/json.ts';

/** What is known of a call when it arrives. */
export interface CallStart {
  /** The model asked for; null when the request names none that exists. */
  readonly model: string | null;
  readonly path: string;
  readonly stream: boolean;
  /** The request body; null once it is no longer kept. */
  readonly request: JsonObject | null;
  /** Size of the request body. */
  readonly bytes: number;
  readonly authorizationPresent: boolean;
}

/** One call in the log. Times are milliseconds since 1970; `status` is null until it is answered. */
export interface Call extends CallStart {
  readonly id: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly status: number | null;
  readonly aborted: boolean;
}

/** A call as its owner, the log, sees it. */
export type MutableCall = { -readonly [Key in keyof Call]: Call[Key] };
