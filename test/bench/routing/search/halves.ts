import { percentile } from '../../report/statistics.ts';
import { COST_SHARE } from '../compare.ts';
import type { Interval } from '../statistics/intervals.ts';
import { seededRandom } from '../statistics/random.ts';
import type { Cascade } from './cascades.ts';
import { meanAt, type Played } from './play.ts';
import { type Contender, type Field, rank } from './search.ts';

/** The mean over all times, and between what 95 % of them lie. */
export interface Spread extends Interval {
  readonly mean: number;
}

/** How a cascade does when complaints are halved at random, again and again. */
export interface Halves {
  readonly times: number;
  /** Part of the times that one half finds this very cascade. */
  readonly found: number;
  /** On the other half, the difference of its accuracy to that of the model that was best on the first one. */
  readonly difference: Spread;
  /** The same of whatever cascade the first half finds: what searching is worth where nothing was seen before. */
  readonly differenceOfFound: Spread;
  /** Part of the times that it cost no more than a quarter of that model there. */
  readonly cheap: number;
}

const TIMES = 1_000;
const SEED = 2;

export function inHalves(field: Field, cascade: Contender<Cascade>): Halves {
  const random = seededRandom(SEED);
  const complaints = cascade.played.right.length;
  const rounds = Array.from({ length: TIMES }, () => {
    const [first, second] = halve(complaints, random);
    const model = bestModel(field, first);
    const found = rank(field, first)[0];
    const differenceOf = ({ right }: Played) => meanAt(right, second) - meanAt(model.right, second);
    return {
      found: found?.is === cascade.is,
      difference: differenceOf(cascade.played),
      differenceOfFound: found ? [differenceOf(found.played)] : [],
      cheap: meanAt(cascade.played.cost, second) <= COST_SHARE * meanAt(model.cost, second),
    };
  });
  return {
    times: TIMES,
    found: rounds.filter(({ found }) => found).length / TIMES,
    difference: spreadOf(rounds.map(({ difference }) => difference)),
    differenceOfFound: spreadOf(rounds.flatMap(({ differenceOfFound }) => differenceOfFound)),
    cheap: rounds.filter(({ cheap }) => cheap).length / TIMES,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, low: percentile(values, 0.025), high: percentile(values, 0.975) };
}

function halve(count: number, random: () => number): [number[], number[]] {
  const places = Array.from({ length: count }, (_, at) => ({ at, turn: random() }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ at }) => at);
  return [places.slice(0, count >> 1), places.slice(count >> 1)];
}

function bestModel({ models }: Field, places: readonly number[]): Played {
  const [best] = models
    .map(({ played }) => ({ played, accuracy: meanAt(played.right, places) }))
    .sort((a, b) => b.accuracy - a.accuracy);
  if (!best) throw new Error('there is no model');
  return best.played;
}
