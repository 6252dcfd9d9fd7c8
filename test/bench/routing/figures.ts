import { percentile } from '../report/statistics.ts';
import type { Complaint } from './complaints.ts';
import type { Outcome } from './replay.ts';
import { type Interval, shareInterval } from './statistics/intervals.ts';

/** How one way of answering did on some complaints. */
export interface Figures {
  readonly accuracy: number;
  /** Of the accuracy, 95 %. */
  readonly interval: Interval;
  /** Answers that are no product at all; they count as wrong. */
  readonly invalid: number;
  /** USD for 1,000 jobs, at list prices. */
  readonly costOf1000: number;
  readonly p50Seconds: number;
  readonly p95Seconds: number;
}

const MICRO = 1_000_000;

export function figuresOf(complaints: readonly Complaint[], outcomes: readonly Outcome[]): Figures {
  const right = rightOnes(complaints, outcomes).filter(Boolean).length;
  const cost = outcomes.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return {
    accuracy: right / complaints.length,
    interval: shareInterval(right, complaints.length),
    invalid: outcomes.filter(({ product }) => product === undefined).length,
    costOf1000: ((cost / complaints.length) * 1_000) / MICRO,
    p50Seconds: percentile(seconds, 0.5),
    p95Seconds: percentile(seconds, 0.95),
  };
}

/** Which complaints were answered with what they are about. */
export function rightOnes(complaints: readonly Complaint[], outcomes: readonly Outcome[]): boolean[] {
  return complaints.map(({ product }, at) => outcomes[at]?.product === product);
}
