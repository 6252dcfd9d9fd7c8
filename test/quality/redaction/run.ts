import { findSensitive } from '../../../worker/redaction/find-sensitive.ts';
import { measureSpeeds } from './measure-speed.ts';
import { scoreTable, worstCases } from './print-scores.ts';
import { readDocuments } from './read-documents.ts';
import { scoreDocuments } from './score-documents.ts';

const MOST_CASES = { tuning: 4, 'held-out': 2 };

/** Prints what redaction finds and misses in both parts of its documents, and how fast it is. */
export function measureRedaction(options: readonly string[]): void {
  const cases = options.includes('--cases');
  for (const part of ['tuning', 'held-out'] as const) {
    const tallies = scoreDocuments(readDocuments(part), (text) => findSensitive(text));
    console.log(`\n${part}\n${scoreTable(tallies)}`);
    if (cases || part === 'tuning') console.log(`\n${worstCases(tallies, cases ? 40 : MOST_CASES[part])}`);
  }
  const texts = readDocuments('held-out').map(({ text }) => text);
  const { prose, dense } = measureSpeeds(texts, (text) => findSensitive(text));
  console.log(
    `\none core, all classes: ${prose.toFixed(1)} MB/s of English prose, ${dense.toFixed(1)} MB/s of these documents`,
  );
}
