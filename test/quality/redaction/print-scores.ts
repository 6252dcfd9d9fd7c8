import type { Tally } from './score-documents.ts';

interface Rates {
  readonly precision: number;
  readonly recall: number;
  /** Weighs recall four times as much as precision. */
  readonly f2: number;
}

/** Precision, recall and F2 of a tally; a class that was never there and never found counts as right. */
function rates({ found, missed, wrong }: Pick<Tally, 'found' | 'missed' | 'wrong'>): Rates {
  const precision = found + wrong === 0 ? 1 : found / (found + wrong);
  const recall = found + missed === 0 ? 1 : found / (found + missed);
  const f2 = found === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
  return { precision, recall, f2 };
}

/** The table of one part of the documents: a row for each class, then all together. */
export function scoreTable(tallies: ReadonlyMap<string, Tally>): string {
  const sorted = [...tallies].sort(([one], [other]) => one.localeCompare(other));
  const all = sum([...tallies.values()]);
  const lines = [...sorted, ['all', all] as const].map(([name, tally]) => {
    const { precision, recall, f2 } = rates(tally);
    const places = tally.found + tally.missed;
    const exposed = tally.characters === 0 ? 0 : tally.exposed / tally.characters;
    return [name, String(places), two(precision), two(recall), two(f2), percent(exposed)];
  });
  return table([['class', 'places', 'precision', 'recall', 'F2', 'characters exposed'], ...lines]);
}

/** The most frequent misses and false alarms of each class. */
export function worstCases(tallies: ReadonlyMap<string, Tally>, most: number): string {
  const lines: string[] = [];
  for (const [name, { misses, alarms }] of tallies) {
    for (const [kind, counts] of [
      ['missed', misses],
      ['alarm', alarms],
    ] as const) {
      const worst = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most);
      lines.push(
        ...worst.map(
          ([what, times]) => `${kind.padEnd(7)}${name.padEnd(17)}${String(times).padStart(3)} × ${what}`,
        ),
      );
    }
  }
  return lines.join('\n');
}

function sum(
  tallies: readonly Tally[],
): Pick<Tally, 'found' | 'missed' | 'wrong' | 'characters' | 'exposed'> {
  const total = { found: 0, missed: 0, wrong: 0, characters: 0, exposed: 0 };
  for (const tally of tallies) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += tally[key];
  }
  return total;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

const two = (value: number) => value.toFixed(3);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
