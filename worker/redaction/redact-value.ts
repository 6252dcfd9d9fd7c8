import { findSensitive, type Search } from './find-sensitive.ts';
import type { Finding } from './finding.ts';
import { type Leaf, mapLeaves } from './leaves.ts';

/**
 * What stands in the place of a value that was found; undefined where it stays.
 * @param value as it is written
 * @param texts all texts that were searched, in lower case
 */
export type Replace = (finding: Finding, value: string, texts: string) => string | undefined;

/** A value without what was replaced in it, and how much that was, by class. */
export interface Redacted {
  readonly value: unknown;
  readonly found: Readonly<Record<string, number>>;
}

/** Longer texts tell themselves what their parts are. */
const LABELLED = 200;
const SEPARATOR = '\n';

/**
 * Replaces personal data and secrets in all texts of a value. They are read as one document, so that the name of a
 * property tells what its value is, and a name that is told in one place is known in another.
 */
export function redactValue(value: unknown, search: Search, replace: Replace): Redacted {
  const leaves: Leaf[] = [];
  mapLeaves(value, (leaf) => {
    leaves.push(leaf);
    return leaf.text;
  });
  const { text, starts } = documentOf(leaves);
  const findings = findSensitive(text, search);
  if (findings.length === 0) return { value, found: {} };
  const texts = text.toLowerCase();
  const found: Record<string, number> = {};
  let next = 0;
  let at = 0;
  const redacted = mapLeaves(value, (leaf) => {
    const start = starts[at++] ?? 0;
    const end = start + leaf.text.length;
    let written = '';
    let from = start;
    for (; next < findings.length; next++) {
      const finding = findings[next] as Finding;
      if (finding.start >= end) break;
      // What begins in a label, or in the leaf before, ends here at the latest.
      const first = Math.max(finding.start, from);
      const last = Math.min(finding.end, end);
      if (first >= last) continue;
      const replaced = replace(finding, text.slice(first, last), texts);
      if (replaced !== undefined) {
        written += text.slice(from, first) + replaced;
        found[finding.class] = (found[finding.class] ?? 0) + 1;
        from = last;
      }
      if (finding.end > end) break;
    }
    return from === start ? leaf.text : written + text.slice(from, end);
  });
  return { value: redacted, found };
}

/** All leaves one after another, each behind its label where it is short, and where each begins. */
function documentOf(leaves: readonly Leaf[]): { readonly text: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const { text, label } of leaves) {
    const before = label !== '' && text.length <= LABELLED ? `${label}: ` : '';
    starts.push(length + before.length);
    parts.push(before, text, SEPARATOR);
    length += before.length + text.length + SEPARATOR.length;
  }
  return { text: parts.join(''), starts };
}
