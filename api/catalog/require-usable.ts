import type { Catalog } from '../../shared/catalog/catalog.ts';
import type { Place } from '../../shared/catalog/catalog-store.ts';
import { faultsOfVersion } from '../../shared/catalog/check-definition.ts';
import { CANARY, PRODUCTION } from '../../shared/catalog/entry.ts';
import { refuseFaults } from './refuse-faults.ts';

/**
 * Refuses to point a label at a version that is not there, or one that jobs follow at a version that does not work
 * with what else is in production today.
 * @throws AppError `invalid_definition`
 */
export function requireUsable(catalog: Catalog, { kind, name }: Place, label: string, version: number): void {
  const faults = faultsOfVersion(catalog, kind, name, version);
  const followed = label === PRODUCTION || label === CANARY;
  if (followed || faults[0]?.path === 'version') refuseFaults(faults);
}
