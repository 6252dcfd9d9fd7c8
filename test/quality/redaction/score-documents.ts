import type { Finding } from '../../../worker/redaction/finding.ts';
import type { LabelledDocument } from './read-documents.ts';

/** What was found and missed of one class. */
export interface Tally {
  found: number;
  missed: number;
  wrong: number;
  /** Characters of the class, and how many of them no finding of any class covers. */
  characters: number;
  exposed: number;
  readonly misses: Map<string, number>;
  readonly alarms: Map<string, number>;
}

/** Share of characters that a place in the text and a finding must have in common, of all that either has. */
const LEAST_OVERLAP = 0.5;
const AROUND = 18;

type Span = { readonly class: string; readonly start: number; readonly end: number };

/** Holds findings against the labels, class by class: same class, and at least half of their characters in common. */
export function scoreDocuments(
  documents: readonly LabelledDocument[],
  find: (text: string) => readonly Finding[],
): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  const tallyOf = (name: string) => {
    const tally = tallies.get(name) ?? emptyTally();
    tallies.set(name, tally);
    return tally;
  };
  for (const { text, spans } of documents) {
    const findings = find(text);
    const matched = new Set<Finding>();
    for (const span of spans) {
      const tally = tallyOf(span.class);
      const finding = findings.find(
        (each) => each.class === span.class && overlap(each, span) >= LEAST_OVERLAP,
      );
      if (finding === undefined)
        note(tally.misses, `${quote(text, span)} → ${instead(text, span, findings)}`);
      else matched.add(finding);
      tally[finding === undefined ? 'missed' : 'found']++;
      tally.characters += span.end - span.start;
      tally.exposed += exposed(span, findings);
    }
    for (const finding of findings) {
      if (matched.has(finding)) continue;
      const tally = tallyOf(finding.class);
      tally.wrong++;
      note(tally.alarms, quote(text, finding));
    }
  }
  return tallies;
}

function emptyTally(): Tally {
  return { found: 0, missed: 0, wrong: 0, characters: 0, exposed: 0, misses: new Map(), alarms: new Map() };
}

function overlap(one: Span, other: Span): number {
  const common = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return common / (Math.max(one.end, other.end) - Math.min(one.start, other.start));
}

function exposed(span: Span, findings: readonly Finding[]): number {
  let covered = 0;
  for (const each of findings)
    covered += Math.max(0, Math.min(each.end, span.end) - Math.max(each.start, span.start));
  return span.end - span.start - covered;
}

function instead(text: string, span: Span, findings: readonly Finding[]): string {
  const some = findings.filter((each) => overlap(each, span) > 0);
  return (
    some.map((each) => `${each.class} ${JSON.stringify(text.slice(each.start, each.end))}`).join(', ') ||
    'nothing'
  );
}

function quote(text: string, { start, end }: Span): string {
  const written = (from: number, to: number) =>
    JSON.stringify(text.slice(Math.max(0, from), to)).slice(1, -1);
  return `${written(start - AROUND, start)}[${written(start, end)}]${written(end, end + AROUND)}`;
}

function note(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
