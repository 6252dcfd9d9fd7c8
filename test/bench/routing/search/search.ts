import { COST_SHARE } from '../compare.ts';
import type { Part } from '../part.ts';
import { type Cascade, cascadesOf } from './cascades.ts';
import { meanAt, type Played, play, playModel } from './play.ts';

/** A model or a cascade, with what it did on every complaint. */
export interface Contender<T> {
  readonly is: T;
  readonly played: Played;
}

/** All that can be chosen from. */
export interface Field {
  readonly models: readonly Contender<string>[];
  readonly cascades: readonly Contender<Cascade>[];
}

/** Models that are less accurate than the best by no more than this may be the best ones on other complaints. */
const CLOSE = 0.01;

/** Every model, and every cascade that is not too dear before it even goes up. */
export function fieldOf(part: Part, names: readonly string[]): Field {
  const models = names.map((is) => ({ is, played: playModel(part, is) }));
  const everywhere = part.complaints.map((_, at) => at);
  const costs = new Map(models.map(({ is, played }) => [is, meanAt(played.cost, everywhere)]));
  const cascades = cascadesOf(costs, budget(models, everywhere));
  return { models, cascades: cascades.map((is) => ({ is, played: play(part, is) })) };
}

/**
 * The cascades that cost no more than they may on some of the complaints, the most accurate first; of equal ones the
 * cheapest first.
 */
export function rank({ models, cascades }: Field, places: readonly number[]): Contender<Cascade>[] {
  const most = budget(models, places);
  return cascades
    .map((contender) => ({
      contender,
      cost: meanAt(contender.played.cost, places),
      accuracy: meanAt(contender.played.right, places),
    }))
    .filter(({ cost }) => cost <= most)
    .sort((a, b) => b.accuracy - a.accuracy || a.cost - b.cost)
    .map(({ contender }) => contender);
}

/** What a job may cost: a quarter of the cheapest model that is as good as the best one, or nearly so. */
function budget(models: Field['models'], places: readonly number[]): number {
  const known = models.map(({ played }) => ({
    accuracy: meanAt(played.right, places),
    cost: meanAt(played.cost, places),
  }));
  const best = Math.max(...known.map(({ accuracy }) => accuracy));
  return (
    COST_SHARE * Math.min(...known.filter((one) => one.accuracy >= best - CLOSE).map(({ cost }) => cost))
  );
}
