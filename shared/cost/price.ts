import type { Usage } from '../stores/job-record.ts';
import type { Price } from './price-schema.ts';

/** Prices are for this many tokens. */
const PRICED_TOKENS = 1_000_000;
/** No call costs a million dollars: a provider that says so must not spoil sums that are exact. */
const MOST = 1_000_000_000_000;

/** What a call is billed by beside tokens. */
export interface Units {
  /** Pictures. */
  readonly images?: number;
  /** Of audio. */
  readonly seconds?: number;
}

/** The most that a call may use. */
export interface MostTokens extends Units {
  readonly input: number;
  readonly output: number;
}

/**
 * What a call costs, in micro-USD, rounded up once; also an answer that will not do is billed. Cached tokens are
 * part of the input, reasoning tokens part of the output.
 */
export function costOf(price: Price, usage: Usage, units: Units = {}): number {
  const cached = Math.min(usage.cached, usage.input);
  const reasoning = Math.min(usage.reasoning, usage.output);
  return inMicroUsd(
    (usage.input - cached) * price.input +
      cached * (price.cached_input ?? price.input) +
      (usage.output - reasoning) * price.output +
      reasoning * (price.reasoning ?? price.output) +
      PRICED_TOKENS * costOfUnits(price, units),
  );
}

/** The most that a call can cost, in micro-USD, whatever its tokens turn out to be billed as. */
export function worstCostOf(price: Price, tokens: MostTokens): number {
  return inMicroUsd(
    tokens.input * Math.max(price.input, price.cached_input ?? 0) +
      tokens.output * dearestOutput(price) +
      PRICED_TOKENS * costOfUnits(price, tokens),
  );
}

/** The output tokens that so many micro-USD pay for, whatever they turn out to be billed as; without a bound where they are free. */
export function outputTokensFor(price: Price, microUsd: number): number {
  const rate = dearestOutput(price);
  if (rate === 0 && microUsd >= 0) return Number.POSITIVE_INFINITY;
  return Math.floor((microUsd * PRICED_TOKENS) / rate);
}

function dearestOutput({ output, reasoning = 0 }: Price): number {
  return Math.max(output, reasoning);
}

function costOfUnits({ image = 0, audio_minute = 0 }: Price, { images = 0, seconds = 0 }: Units): number {
  return images * image + (seconds * audio_minute) / 60;
}

function inMicroUsd(total: number): number {
  return Math.min(Math.ceil(total / PRICED_TOKENS), MOST);
}
