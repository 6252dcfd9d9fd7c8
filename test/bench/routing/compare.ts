import type { Complaint } from './complaints.ts';
import { figuresOf, rightOnes } from './figures.ts';
import type { Outcome } from './replay.ts';
import { type Interval, meanInterval } from './statistics/intervals.ts';
import { mcnemar } from './statistics/mcnemar.ts';

/** The part of a model's cost that a route may have. */
export const COST_SHARE = 0.25;

/** A route beside one model, on the same complaints. */
export interface Comparison {
  /** Of the route's accuracy to the model's. */
  readonly difference: number;
  /** Of the difference: 95 %, paired. */
  readonly interval: Interval;
  /** Complaints that only the route got right, and those that only the model did. */
  readonly won: number;
  readonly lost: number;
  /** Of McNemar's test. */
  readonly p: number;
  /** The route's cost as a part of the model's. */
  readonly costRatio: number;
}

export function compare(
  complaints: readonly Complaint[],
  route: readonly Outcome[],
  model: readonly Outcome[],
): Comparison {
  const ofModel = rightOnes(complaints, model);
  const differences = rightOnes(complaints, route).map((right, at) => Number(right) - Number(ofModel[at]));
  const won = differences.filter((difference) => difference > 0).length;
  const lost = differences.filter((difference) => difference < 0).length;
  return {
    difference: (won - lost) / complaints.length,
    interval: meanInterval(differences),
    won,
    lost,
    p: mcnemar(won, lost),
    costRatio: figuresOf(complaints, route).costOf1000 / figuresOf(complaints, model).costOf1000,
  };
}
