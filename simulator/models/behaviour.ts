import type { Latency } from './latency.ts';

/** How a malformed answer is malformed. */
export type Flaw = 'fenced' | 'comma' | 'truncated' | 'prose' | 'shape';

/** What the name of a model promises. Times count calls with the same prompt. */
export type Behaviour =
  | { readonly kind: 'echo' }
  | { readonly kind: 'json' }
  | { readonly kind: 'embedding' }
  | { readonly kind: 'moderation' }
  | { readonly kind: 'image' }
  | { readonly kind: 'transcription' }
  | { readonly kind: 'slow'; readonly latency: Latency }
  | { readonly kind: 'stream'; readonly latency: Latency }
  | { readonly kind: 'flaky'; readonly percent: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'broken-stream'; readonly times: number }
  | { readonly kind: 'bad-json'; readonly flaw?: Flaw; readonly times: number }
  | { readonly kind: 'rate-limited'; readonly perSecond?: number }
  | { readonly kind: 'judge' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'length' }
  | { readonly kind: 'content-filter' }
  | { readonly kind: 'recorded' };
