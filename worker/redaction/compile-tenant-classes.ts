import type { RedactionMethod } from '../../shared/contracts/data-classes.ts';
import type { TenantDataClass } from '../../shared/contracts/tenant-data-classes.ts';
import { compileForSearch } from '../../shared/patterns/compile-for-search.ts';
import type { TenantClass } from './tenant-classes.ts';

/** A tenant's classes, ready to be looked for. */
export interface TenantClasses {
  readonly classes: readonly TenantClass[];
  readonly methods: Readonly<Partial<Record<string, RedactionMethod>>>;
}

const compiled = new WeakMap<readonly TenantDataClass[], TenantClasses>();

/** Compiles classes as they are stored; once for each list. */
export function compileTenantClasses(stored: readonly TenantDataClass[]): TenantClasses {
  const known = compiled.get(stored);
  if (known) return known;
  const classes = stored.map(({ name, pattern, context_words: contextWords, checksum }) => ({
    ...{ name, contextWords, checksum, match: matcherOf(pattern) },
  }));
  const methods = Object.fromEntries(stored.map(({ name, method }) => [name, method]));
  compiled.set(stored, { classes, methods });
  return { classes, methods };
}

function matcherOf(pattern: string): TenantClass['match'] {
  const expression = compileForSearch(pattern);
  return function* (text, until) {
    const matcher = expression.matcher(text);
    while (matcher.find()) {
      if (performance.now() > until) throw new Error('the search for classes of the tenant takes too long');
      yield { start: matcher.start(), end: matcher.end() };
    }
  };
}
