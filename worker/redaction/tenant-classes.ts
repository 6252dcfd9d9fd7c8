import type { CHECKSUMS } from '../../shared/contracts/tenant-data-classes.ts';
import { passesLuhn } from './checksums/digit-sums.ts';
import { passesMod11And10, passesMod97 } from './checksums/iso-7064.ts';
import { passesVerhoeff } from './checksums/verhoeff.ts';
import type { Finding } from './finding.ts';
import { charTables } from './scan/char-tables.ts';

type Checksum = (typeof CHECKSUMS)[number];

/** Each looks at the letters and digits of a match. */
const CHECKS: Readonly<Record<Checksum, (value: string) => boolean>> = {
  luhn: passesLuhn,
  mod97: passesMod97,
  'mod11-10': passesMod11And10,
  verhoeff: passesVerhoeff,
};

/** A class that a tenant adds: a pattern, words one of which must stand near, a checksum. */
export interface TenantClass {
  readonly name: string;
  /**
   * Where the pattern matches, in order.
   * @param until when to give up and throw, as `performance.now()` tells it
   */
  readonly match: (text: string, until: number) => Iterable<{ readonly start: number; readonly end: number }>;
  /** Without case and accents; none means that no word is needed. */
  readonly contextWords?: readonly string[];
  readonly checksum?: Checksum;
}

const CONTEXT_BEFORE = 80;
const CONTEXT_AFTER = 40;
const SCORE = 0.85;
const WORD = /[\p{L}\p{N}]/u;

/** What a tenant's class finds in a text. @param until when to give up and throw */
export function findOfTenant(text: string, tenantClass: TenantClass, until: number): Finding[] {
  const words = (tenantClass.contextWords ?? []).map(fold);
  const check = tenantClass.checksum === undefined ? undefined : CHECKS[tenantClass.checksum];
  const found: Finding[] = [];
  for (const { start, end } of tenantClass.match(text, until)) {
    if (end <= start) continue;
    const value = text.slice(start, end);
    const canonical = value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
    if (check !== undefined && (!DIGITS_OR_CODE.test(canonical) || !check(canonical))) continue;
    if (words.length > 0 && !hasOne(words, text, start, end)) continue;
    found.push({ class: tenantClass.name, start, end, score: SCORE, canonical: canonical || value });
  }
  return found;
}

const DIGITS_OR_CODE = /^[A-Z\d]+$/;

function hasOne(words: readonly string[], text: string, start: number, end: number): boolean {
  const around = `${fold(text.slice(Math.max(0, start - CONTEXT_BEFORE), start))}\n${fold(text.slice(end, end + CONTEXT_AFTER))}`;
  return words.some((word) => {
    for (let at = around.indexOf(word); at >= 0; at = around.indexOf(word, at + 1)) {
      if (!WORD.test(around.charAt(at - 1)) && !WORD.test(around.charAt(at + word.length))) return true;
    }
    return false;
  });
}

function fold(text: string): string {
  const { folded } = charTables();
  return Array.from(text.normalize('NFC'), (char) =>
    String.fromCharCode(folded[char.charCodeAt(0)] as number),
  ).join('');
}
