/** A cascade: members are asked side by side, and where too few agree, one more model is. */
export interface Cascade {
  readonly members: readonly string[];
  /** How many members must say the same. */
  readonly agreeing: number;
  readonly last: string;
}

const MOST_MEMBERS = 5;

/** Every cascade whose members cost no more than so much together: a single member is never kept, so there are none. */
export function cascadesOf(costs: ReadonlyMap<string, number>, most: number): Cascade[] {
  const models = [...costs.keys()].sort((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0));
  return combinations(models, costs, most)
    .filter(({ length }) => length > 1)
    .flatMap((members) =>
      majorities(members.length).flatMap((agreeing) =>
        models.filter((last) => !members.includes(last)).map((last) => ({ members, agreeing, last })),
      ),
    );
}

/** What a cascade answers, and whether its members sufficed, given what every model answered by itself. */
export function playCascade(
  { members, agreeing, last }: Cascade,
  answerOf: (model: string) => string | undefined,
): { readonly answer: string | undefined; readonly kept: boolean } {
  const answers = members.map(answerOf);
  const kept = answers.find(
    (answer) => answer !== undefined && answers.filter((other) => other === answer).length >= agreeing,
  );
  return kept === undefined ? { answer: answerOf(last), kept: false } : { answer: kept, kept: true };
}

function combinations(
  models: readonly string[],
  costs: ReadonlyMap<string, number>,
  left: number,
  size = MOST_MEMBERS,
): string[][] {
  if (size === 0) return [[]];
  const longer = models.flatMap((model, at) => {
    const rest = left - (costs.get(model) ?? 0);
    if (rest < 0) return [];
    return combinations(models.slice(at + 1), costs, rest, size - 1).map((others) => [model, ...others]);
  });
  return [[], ...longer];
}

/** More than half of them, up to all. */
function majorities(members: number): number[] {
  const least = Math.floor(members / 2) + 1;
  return Array.from({ length: members - least + 1 }, (_, at) => least + at);
}
