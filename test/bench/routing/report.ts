import type { Arm } from './arms.ts';
import { type Comparison, compare } from './compare.ts';
import { type Figures, figuresOf } from './figures.ts';
import { outcomesOf, type Part } from './part.ts';

/** One arm's figures on some complaints. */
export interface ArmFigures extends Figures {
  readonly name: string;
  /** Of a cascade: the part of the jobs that went up because its members did not agree. */
  readonly wentUp?: number;
}

/** What is told of some of the complaints. */
export interface PartReport {
  readonly title: string;
  readonly complaints: number;
  readonly arms: readonly ArmFigures[];
  /** The shipped route beside each model; first the one that is best on these very complaints, by luck or not. */
  readonly comparisons: readonly ModelComparison[];
}

export interface ModelComparison extends Comparison {
  readonly model: string;
}

/** @param route the arm that is held against every model */
export function reportPart(
  part: Part,
  models: readonly Arm[],
  routes: readonly Arm[],
  route: string,
): PartReport {
  const names = models.map(({ name }) => name);
  const arms = [...models, ...routes].map((arm) => armFigures(part, arm));
  const ranked = arms
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => b.accuracy - a.accuracy || a.costOf1000 - b.costOf1000);
  return {
    title: part.title,
    complaints: part.complaints.length,
    arms,
    comparisons: ranked.map(({ name }) => ({
      model: name,
      ...compare(part.complaints, outcomesOf(part, route), outcomesOf(part, name)),
    })),
  };
}

function armFigures(part: Part, { name, members }: Arm): ArmFigures {
  const outcomes = outcomesOf(part, name);
  const up = outcomes.filter(({ model }) => model === null || !members.includes(model)).length;
  return {
    name,
    ...figuresOf(part.complaints, outcomes),
    ...(members.length > 0 && { wentUp: up / outcomes.length }),
  };
}
