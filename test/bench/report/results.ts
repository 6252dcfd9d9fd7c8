import type { Figures, Measurement, Target } from '../loads/measurement.ts';
import { median } from './statistics.ts';

/** The figures of every round, of each system, of each load. */
export class Results {
  readonly #rounds = new Map<string, Figures[]>();

  add(load: string, system: string, figures: Figures): void {
    this.#of(load, system).push(figures);
  }

  /** The median over the rounds; NaN when it was not measured. */
  figure(load: string, system: string, name: string): number {
    return median(this.#of(load, system).map((figures) => figures[name] ?? Number.NaN));
  }

  /** The median over the rounds of one system's figure by the other's in the same round. */
  ratio(load: string, system: string, base: string, name: string): number {
    const bases = this.#of(load, base);
    const pairs = this.#of(load, system).map((figures, round) => [figures[name], bases[round]?.[name]]);
    return median(pairs.map(([value = Number.NaN, by = Number.NaN]) => value / by));
  }

  /** Names of the figures that a system has for a load. */
  names(load: string, system: string): string[] {
    return Object.keys(this.#of(load, system)[0] ?? {});
  }

  rounds(load: string, system: string): readonly Figures[] {
    return this.#of(load, system);
  }

  #of(load: string, system: string): Figures[] {
    const key = `${load}/${system}`;
    const known = this.#rounds.get(key) ?? [];
    this.#rounds.set(key, known);
    return known;
  }
}

export interface Verdict {
  readonly load: string;
  readonly title: string;
  readonly of: string;
  readonly value: number;
  readonly base?: number;
  /** The value, or the median of its ratios to the base: what is held against the target. */
  readonly judged: number;
  readonly target: string;
  readonly met: boolean;
}

/** Holds the medians of a load against its targets. */
export function judge(results: Results, { name, targets }: Measurement): Verdict[] {
  return targets.map((target) => {
    const { title, figure, of, relativeTo } = target;
    const value = results.figure(name, of, figure);
    const base = relativeTo === undefined ? undefined : results.figure(name, relativeTo, figure);
    const judged = relativeTo === undefined ? value : results.ratio(name, of, relativeTo, figure);
    const met = judged >= (target.atLeast ?? judged) && judged <= (target.atMost ?? judged);
    const named = relativeTo === undefined ? title : `${title}, ${of} ÷ ${relativeTo}`;
    return {
      load: name,
      title: named,
      of,
      value,
      judged,
      target: wording(target),
      met,
      ...(base && { base }),
    };
  });
}

function wording({ atLeast, atMost }: Target): string {
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
}
