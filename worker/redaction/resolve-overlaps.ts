import type { Finding } from './finding.ts';

/** Findings in order, one for each place: the one that takes in the other, else the surer, else the longer. */
export function resolveOverlaps(found: readonly Finding[]): Finding[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end || b.score - a.score);
  const kept: Finding[] = [];
  for (const finding of sorted) {
    let wins = true;
    while (wins) {
      const last = kept.at(-1);
      if (last === undefined || last.end <= finding.start) break;
      if (outranks(finding, last)) kept.pop();
      else wins = false;
    }
    if (wins) kept.push(finding);
  }
  return kept;
}

function outranks(one: Finding, other: Finding): boolean {
  const length = one.end - one.start;
  const otherLength = other.end - other.start;
  const within = one.start >= other.start && one.end <= other.end;
  const around = one.start <= other.start && one.end >= other.end;
  if (within !== around) return around ? one.score >= other.score - NESTED : one.score > other.score + NESTED;
  return one.score !== other.score ? one.score > other.score : length > otherLength;
}

/** What takes in another may be this much less sure. */
const NESTED = 0.3;
