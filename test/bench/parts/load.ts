export interface Load {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** A template: see `MARKER`. */
  readonly body?: string;
  readonly connections: number;
  /** Ends after this many requests, or … */
  readonly amount?: number;
  /** … after this many seconds. */
  readonly seconds?: number;
  /** Requests per second, sent on time whether or not the earlier ones were answered. Default: as fast as answered. */
  readonly rate?: number;
}

export interface LoadResult {
  readonly succeeded: number;
  readonly failed: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** When the first request was sent, see `nowMicros`. */
  readonly startedAt: number;
  /** Milliseconds from sending a request to its whole answer. */
  readonly latency: { readonly p50: number; readonly p99: number };
  /** The first request that failed, for the error message. */
  readonly firstFailure?: string;
}
