import type { RedactionMethod } from '../../shared/catalog/redaction-settings.ts';
import { findSensitive, type Search } from './find-sensitive.ts';
import type { Finding } from './finding.ts';
import { type Leaf, mapLeaves } from './leaves.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What is to become of what is found. */
export interface Redaction {
  readonly search: Search;
  /** By class; by default it gets a pseudonym. */
  readonly methods: Readonly<Partial<Record<string, RedactionMethod>>>;
  readonly pseudonyms: Pseudonyms;
  /** A keyed digest under which values can be compared but not read. */
  readonly digest: (value: string) => string;
}

/** A value without what was found in it, and how much that was, by class. */
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
export function redactValue(value: unknown, redaction: Redaction): Redacted {
  const leaves: Leaf[] = [];
  mapLeaves(value, (leaf) => {
    leaves.push(leaf);
    return leaf.text;
  });
  const { text, starts } = documentOf(leaves);
  const findings = findSensitive(text, redaction.search);
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
      written += text.slice(from, first) + replacement(finding, text.slice(first, last), texts, redaction);
      found[finding.class] = (found[finding.class] ?? 0) + 1;
      from = last;
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

function replacement(finding: Finding, value: string, texts: string, redaction: Redaction): string {
  const { methods, pseudonyms, digest } = redaction;
  switch (methods[finding.class] ?? 'pseudonymise') {
    case 'pseudonymise':
      return pseudonyms.nameOf(finding, value, texts);
    case 'mask':
      return masked(value);
    case 'replace':
      return `[${finding.class}]`;
    case 'hash':
      return `${finding.class}_${digest(`${finding.class} ${finding.canonical}`)}`;
  }
}

const SHOWN = 4;

/** All but the last four letters and digits, and of a short value all. */
function masked(value: string): string {
  const letters = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  let hidden = letters > 2 * SHOWN ? letters - SHOWN : letters;
  return value.replace(/[\p{L}\p{N}]/gu, (character) => (hidden-- > 0 ? '*' : character));
}
