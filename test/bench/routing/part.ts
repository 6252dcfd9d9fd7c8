import type { Complaint } from './complaints.ts';
import type { Outcome, Outcomes } from './replay.ts';

/** Some of the complaints, and how each arm answered them. */
export interface Part {
  readonly title: string;
  readonly complaints: readonly Complaint[];
  readonly outcomes: Outcomes;
}

export function partOf(whole: Part, title: string, keep: (complaint: Complaint) => boolean): Part {
  const kept = whole.complaints.map(keep);
  const outcomes = [...whole.outcomes].map(
    ([arm, all]) => [arm, all.filter((_, at) => kept[at])] satisfies [string, readonly Outcome[]],
  );
  return { title, complaints: whole.complaints.filter(keep), outcomes: new Map(outcomes) };
}

/** @throws Error for an arm that has not been replayed */
export function outcomesOf({ outcomes }: Part, arm: string): readonly Outcome[] {
  const found = outcomes.get(arm);
  if (!found) throw new Error(`${arm} has not been replayed`);
  return found;
}
