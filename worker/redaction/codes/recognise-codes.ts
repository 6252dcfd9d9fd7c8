import { passesMod97 } from '../checksums/iso-7064.ts';
import { NATIONAL_CODE_CHECKS } from '../checksums/national-code-checks.ts';
import { announced, announcedAfter } from '../context/announced.ts';
import { Topic } from '../context/vocabulary.ts';
import { CODE_SCHEMES, type CodeScheme } from '../data/code-schemes.ts';
import { IBAN_LENGTHS } from '../data/iban-lengths.ts';
import { type Page, report } from '../page.ts';
import { type CodeRun, readCodeRun } from './code-run.ts';

const NEAR = 8;
const AFTER = 6;
const RIGHT_BEFORE = 5;
const SHORTEST_CODE = 8;
const LONGEST_CODE = 20;
const HYPHENED = /[-/]/;

let byLength: Map<number, readonly CodeScheme[]> | undefined;

/** Looks for an IBAN, a national code or a vehicle's number in the code that token `at` begins. */
export function recogniseCodes(page: Page, at: number): void {
  const from = page.tokens.start[at] as number;
  const before = page.text.charAt(from - 1);
  if (before !== ' ' && /[\p{L}\p{N}_@&%/-]/u.test(before)) return;
  const run = readCodeRun(page.text, from);
  if (run.compact.length < SHORTEST_CODE) return;
  if (!recogniseIban(page, at, from, run)) recogniseNational(page, at, from, run);
}

function recogniseIban(page: Page, at: number, from: number, run: CodeRun): boolean {
  const length = IBAN_LENGTHS[run.compact.slice(0, 2)];
  if (length === undefined || !/^[A-Z]{2}\d\d/.test(run.compact)) return false;
  const end = run.ends.find((place) => place.length === length)?.end;
  if (end === undefined) return false;
  const compact = run.compact.slice(0, length);
  if (!/^[A-Z\d]+$/.test(compact)) return false;
  const score = passesMod97(compact) ? 0.98 : announced(page, Topic.iban, at, RIGHT_BEFORE) ? 0.6 : 0;
  if (score === 0) return false;
  report(page, 'iban', from, end, score, compact);
  page.resumeAt = end;
  return true;
}

function recogniseNational(page: Page, at: number, from: number, run: CodeRun): void {
  for (let place = run.ends.length - 1; place >= 0; place--) {
    const { length, end } = run.ends[place] as { length: number; end: number };
    if (length > LONGEST_CODE || length < SHORTEST_CODE) continue;
    const compact = run.compact.slice(0, length);
    const scheme = schemesOf(length).find(
      (some) => some.form.test(compact) && NATIONAL_CODE_CHECKS[some.check](compact),
    );
    if (scheme === undefined) continue;
    const score = scoreOf(page, at, end, scheme, page.text.slice(from, end));
    if (score === 0) continue;
    report(page, scheme.dataClass, from, end, score, compact);
    page.resumeAt = end;
    return;
  }
}

function scoreOf(page: Page, at: number, end: number, scheme: CodeScheme, written: string): number {
  const topic = { vehicle_id: Topic.vehicle, drivers_licence: Topic.licence }[scheme.dataClass as string];
  const called = announced(page, topic ?? Topic.nationalId, at, NEAR);
  if (called || announcedAfter(page, topic ?? Topic.nationalId, at + 1, AFTER)) return 0.95;
  if (written !== written.toUpperCase() || HYPHENED.test(page.text.charAt(end))) return 0;
  return announced(page, Topic.thing, at, RIGHT_BEFORE) && scheme.alone < 0.85 ? 0 : scheme.alone;
}

function schemesOf(length: number): readonly CodeScheme[] {
  if (byLength === undefined) {
    byLength = new Map();
    for (const scheme of CODE_SCHEMES) {
      for (const each of scheme.lengths) byLength.set(each, [...(byLength.get(each) ?? []), scheme]);
    }
  }
  return byLength.get(length) ?? [];
}
