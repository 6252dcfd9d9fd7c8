import { rightOnes } from '../figures.ts';
import { outcomesOf, type Part } from '../part.ts';
import { type Cascade, playCascade } from './cascades.ts';

/** Of each complaint: whether the answer is right (1 or 0), and what it cost in micro-USD. */
export interface Played {
  readonly right: readonly number[];
  readonly cost: readonly number[];
}

/** What a model did by itself. */
export function playModel(part: Part, model: string): Played {
  const outcomes = outcomesOf(part, model);
  return {
    right: rightOnes(part.complaints, outcomes).map(Number),
    cost: outcomes.map(({ costMicroUsd }) => costMicroUsd),
  };
}

/** What a cascade would have done: worked out from what its models did by themselves. */
export function play(part: Part, cascade: Cascade): Played {
  const asked = [...cascade.members, cascade.last];
  const outcomes = new Map(asked.map((model) => [model, outcomesOf(part, model)]));
  const played = part.complaints.map(({ product }, at) => {
    const { answer, kept } = playCascade(cascade, (model) => outcomes.get(model)?.[at]?.product);
    const paid = kept ? cascade.members : asked;
    const cost = paid.reduce((sum, model) => sum + (outcomes.get(model)?.[at]?.costMicroUsd ?? 0), 0);
    return { right: Number(answer === product), cost };
  });
  return { right: played.map(({ right }) => right), cost: played.map(({ cost }) => cost) };
}

/** The mean over some of the values. */
export function meanAt(values: readonly number[], places: readonly number[]): number {
  let sum = 0;
  for (const place of places) sum += values[place] ?? 0;
  return sum / places.length;
}
