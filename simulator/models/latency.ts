import { createRandom } from '../random.ts';

/** How long answers take: normally distributed, or always the same when the deviation is 0. */
export interface Latency {
  /** Milliseconds. */
  readonly meanMs: number;
  /** Standard deviation in milliseconds; 0 by default. */
  readonly deviationMs?: number;
}

/** The latency of one call in milliseconds, never negative. The same start gives the same latency. */
export function drawLatency(latency: Latency, start: number): number {
  const { meanMs, deviationMs = 0 } = latency;
  if (deviationMs === 0) return meanMs;
  return Math.max(0, meanMs + deviationMs * drawNormal(start));
}

// Box-Muller: two uniform numbers give one of the standard normal distribution.
function drawNormal(start: number): number {
  const random = createRandom(start);
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
