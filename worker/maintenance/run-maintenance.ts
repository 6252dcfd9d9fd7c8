import type { Installation } from '../../shared/runtime/installation.ts';
import { listTenants } from '../../shared/stores/tenants.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { reconcileDeliveries } from './reconcile-deliveries.ts';
import { reconcileJobs } from './reconcile-jobs.ts';
import { sweepJobs } from './sweep-jobs.ts';

/** Records looked at for one tenant in one round. */
const BATCH = 500;

/** What one round of maintenance did. */
export interface MaintenanceResult {
  readonly repaired?: number;
  readonly swept?: number;
}

/** Does one round of the named maintenance for every tenant. */
export async function runMaintenance(
  installation: Installation,
  name: string,
  log: Logger,
): Promise<MaintenanceResult> {
  const tenants = await listTenants(installation.store);
  const now = Date.now();
  if (name === 'sweep') {
    let swept = 0;
    for (const tenant of tenants) swept += await sweepJobs(installation, tenant, now, BATCH);
    return { swept };
  }
  let repaired = 0;
  for (const tenant of tenants) {
    repaired += await reconcileJobs(installation, tenant, now, BATCH);
    repaired += await reconcileDeliveries(installation, tenant, now, BATCH);
  }
  if (repaired > 0) log.info({ repaired }, 'the reconciler repaired what had no live hop');
  return { repaired };
}
