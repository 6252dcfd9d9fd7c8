import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { Store } from '../../shared/stores/store.ts';
import { readTenant, type TenantSummary } from '../../shared/stores/tenants.ts';

/**
 * A tenant as it is now.
 * @throws AppError `not_found`
 */
export async function loadTenant(store: Store, id: string): Promise<TenantSummary> {
  const tenant = NAME_PATTERN.test(id) ? await readTenant(store, id) : undefined;
  if (!tenant) throw new AppError('not_found', `There is no tenant ${id}.`);
  return tenant;
}

/** Renders a tenant as the API shows it. */
export function tenantObject({ id, createdAt, settings }: TenantSummary) {
  return { id, object: 'tenant', created_at: rfc3339(createdAt), ...settings };
}
