import { z } from 'zod';

/** The ways a call can fail that say something of the model's health. */
const FAILURE_KINDS = [
  'timeout',
  'unavailable',
  'bad_answer',
  'rate_limited',
  'invalid_output',
  'filtered',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What a call came to; `none` says nothing of the model: aborted, or refused for the request's own fault. */
export type CallOutcome = 'success' | FailureKind | 'none';

const thresholdSchema = z.strictObject({
  /** Failures of the kind that it takes at least. */
  least: z.int().min(1).max(10_000),
  /** The part they must be of all calls of the window. */
  share: z.number().gt(0).max(1),
});

/** What a model's definition may say of its breaker. */
export const breakerSchema = z
  .strictObject({
    /** How long it stays open the first time; doubled each time it opens again without having closed. */
    cool_down_seconds: z.number().min(0.05).max(600),
    longest_cool_down_seconds: z.number().min(0.05).max(600),
    /** Calls at once, over all processes, that try whether the model is back; as many must succeed. */
    probes: z.int().min(1).max(10),
    thresholds: z.partialRecord(z.enum(FAILURE_KINDS), thresholdSchema),
  })
  .partial();
type BreakerOverrides = z.infer<typeof breakerSchema>;

/**
 * When a breaker opens. A kind alone opens it with `least` failures that are `share` of all calls; several
 * kinds add up in proportion. Retries get over a model that fails now and then, so only one that mostly fails
 * is left; a timeout has held its place among the calls at once all the while, so fewer of them suffice.
 */
const THRESHOLDS: Readonly<Record<FailureKind, z.infer<typeof thresholdSchema>>> = {
  timeout: { least: 5, share: 0.5 },
  unavailable: { least: 10, share: 0.75 },
  bad_answer: { least: 10, share: 0.75 },
  // Its queue rests as long as the provider says; only a model that lets nobody through is left.
  rate_limited: { least: 10, share: 1 },
  invalid_output: { least: 20, share: 0.9 },
  // It is a matter of what was asked, until nothing at all passes.
  filtered: { least: 50, share: 1 },
};

const WINDOW_MS = 60_000;
const COOL_DOWN_S = 10;
const LONGEST_COOL_DOWN_S = 120;
const PROBES = 2;

/** What the scripts decide by. Times in ms. */
export interface BreakerSettings {
  readonly window_ms: number;
  readonly cool_down_ms: number;
  readonly longest_cool_down_ms: number;
  readonly probes: number;
  readonly thresholds: typeof THRESHOLDS;
}

/** The settings of a breaker: the defaults, and what the model's definition says otherwise. */
export function breakerSettings(overrides: BreakerOverrides = {}): BreakerSettings {
  const { cool_down_seconds = COOL_DOWN_S, longest_cool_down_seconds = LONGEST_COOL_DOWN_S } = overrides;
  return {
    window_ms: WINDOW_MS,
    cool_down_ms: 1_000 * cool_down_seconds,
    longest_cool_down_ms: 1_000 * Math.max(cool_down_seconds, longest_cool_down_seconds),
    probes: overrides.probes ?? PROBES,
    thresholds: { ...THRESHOLDS, ...overrides.thresholds },
  };
}
