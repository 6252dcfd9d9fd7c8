import { percentile } from '../../report/statistics.ts';
import { COST_SHARE } from '../compare.ts';
import { seededRandom } from '../statistics/random.ts';
import type { Cascade } from './cascades.ts';
import { meanAt, type Played } from './play.ts';
import { type Contender, type Field, rank } from './search.ts';

/** How a cascade does when complaints are halved at random, again and again. */
export interface Halves {
  readonly times: number;
  /** Part of the times that one half finds this very cascade. */
  readonly found: number;
  /** On the other half, the difference of its accuracy to that of the model that was best on the first one. */
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
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
    const over = (values: keyof Played) => meanAt(cascade.played[values], second);
    return {
      found: rank(field, first)[0]?.is === cascade.is,
      difference: over('right') - meanAt(model.right, second),
      cheap: over('cost') <= COST_SHARE * meanAt(model.cost, second),
    };
  });
  const differences = rounds.map(({ difference }) => difference);
  return {
    times: TIMES,
    found: rounds.filter(({ found }) => found).length / TIMES,
    difference: {
      mean: differences.reduce((a, b) => a + b, 0) / TIMES,
      low: percentile(differences, 0.025),
      high: percentile(differences, 0.975),
    },
    cheap: rounds.filter(({ cheap }) => cheap).length / TIMES,
  };
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
