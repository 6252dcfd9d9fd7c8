import { DATA_CLASSES, type DataClass } from '../../shared/contracts/data-classes.ts';
import { redactionLexicon } from './context/redaction-lexicon.ts';
import type { Finding } from './finding.ts';
import { recogniseRepeatedNames } from './names/recognise-repeated-names.ts';
import type { Page } from './page.ts';
import { readPage } from './read-page.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { readTokens } from './scan/read-tokens.ts';
import { findOfTenant, type TenantClass } from './tenant-classes.ts';

/** What to look for. */
export interface Search {
  /** All but `age` when not given. */
  readonly classes?: readonly DataClass[];
  /** Country (ISO 3166-1 alpha-2) whose numbers are written without a country's code; none unless given. */
  readonly country?: string;
  /** The tenant's own classes. */
  readonly tenantClasses?: readonly TenantClass[];
}

/** One search is linear in the text, but a text may have as many beginnings of a value as it has letters. */
const TENANT_CLASSES_MS = 1_000;
const TOPICS = 32;
const NEVER = -1_000_000;
const DEFAULT_CLASSES: readonly DataClass[] = DATA_CLASSES.filter((name) => name !== 'age');

/**
 * Finds personal data and secrets in a text of any size, in time proportional to it.
 * @returns findings in order, none overlapping another
 * @throws Error where the tenant's classes take too long
 */
export function findSensitive(text: string, search: Search = {}): Finding[] {
  const wanted = new Set(search.classes ?? DEFAULT_CLASSES);
  const lexicon = redactionLexicon();
  const page: Page = {
    text,
    lexicon,
    tokens: readTokens(text, lexicon),
    country: search.country ?? '',
    seen: new Int32Array(TOPICS).fill(NEVER),
    found: [],
    resumeAt: 0,
    tablesReadTo: 0,
    headingsReadTo: 0,
    wants: (dataClass) => wanted.has(dataClass),
  };
  if (wanted.size > 0) readPage(page);
  if (wanted.has('person_name')) recogniseRepeatedNames(page);
  const until = performance.now() + TENANT_CLASSES_MS;
  for (const tenantClass of search.tenantClasses ?? []) {
    page.found.push(...findOfTenant(text, tenantClass, until));
  }
  return resolveOverlaps(page.found);
}
