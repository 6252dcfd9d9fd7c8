import type { Place } from '../../shared/catalog/catalog-store.ts';
import type { Entry } from '../../shared/catalog/entry.ts';
import { CATALOG_NAME_PATTERN, KINDS, type Kind } from '../../shared/catalog/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { badName } from '../http/bad-name.ts';

type Params = Readonly<Record<string, string>>;

/** @throws AppError `not_found` naming the kinds that there are */
export function kindOf({ kind }: Params): Kind {
  const known = KINDS.find((name) => name === kind);
  if (known) return known;
  throw new AppError('not_found', `The catalog has no ${kind}. It has: ${KINDS.join(', ')}.`);
}

/** Where a request's definition stands. @throws AppError `not_found`, `invalid_request` for what is no name */
export function placeOf(params: Params): Place {
  const kind = kindOf(params);
  const name = params.name ?? '';
  if (CATALOG_NAME_PATTERN.test(name)) return { kind, name };
  throw badName();
}

/**
 * What is stored there.
 * @throws AppError `not_found`
 */
export function entryAt({ catalog }: Installation, { kind, name }: Place): Entry {
  const entry = catalog.entry(kind, name);
  if (entry) return entry;
  const names = catalog.entries(kind).map((known) => known.name);
  const known = names.length > 0 ? ` There are: ${names.join(', ')}.` : '';
  throw new AppError('not_found', `There is nothing named ${name} among the ${kind}.${known}`);
}
