import { sealAudit } from '../../shared/audit/seal-audit.ts';
import { announceEvents } from '../../shared/lifecycle/announce-events.ts';
import { resumeErasures } from '../../shared/lifecycle/erase-subject.ts';
import { callWaiting } from '../../shared/limits/call-waiting.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { CHECK_INTERVAL_MS } from '../../shared/stores/move-job.ts';
import type { Store } from '../../shared/stores/store.ts';
import { listTenants } from '../../shared/stores/tenants.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { inPasses, type Pace } from './in-passes.ts';
import { reconcileDeliveries } from './reconcile-deliveries.ts';
import { reconcileJobs } from './reconcile-jobs.ts';
import type { FileRewriter } from './rewrite-file.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';
import { sweepJobs } from './sweep-jobs.ts';

const RECONCILE: Pace = { batch: 500, budgetMs: 1_200 };
const CALL: Pace = { batch: 200, budgetMs: 300 };
const SWEEP: Pace = { batch: 500, budgetMs: 1_000 };

/** What waits is looked at again this many a second, over all tenants; what is new comes on top. */
const CHECKS_PER_SECOND = 1_000;
/** The longest time between two looks at what waits, in ms. */
const LONGEST_INTERVAL_MS = 600_000;

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
  rewriter: FileRewriter,
): Promise<MaintenanceResult> {
  const { store } = installation;
  const tenants = await listTenants(store);
  if (name === 'sweep') {
    const swept = await inPasses(tenants, SWEEP, log, (tenant) =>
      sweepJobs(installation, tenant, { now: Date.now(), limit: SWEEP.batch, log }),
    );
    await inPasses(tenants, SWEEP, log, (tenant) => sweepDeliveries(store, tenant, SWEEP.batch));
    await rewriter.rewriteIfErased(store, log);
    return { swept };
  }
  await inPasses(tenants, CALL, log, async (tenant) => {
    const called = await callWaiting(installation, tenant, CALL.batch);
    return { looked: called, done: called };
  });
  const intervalMs = await checkInterval(store, tenants);
  const look = () => ({ now: Date.now(), limit: RECONCILE.batch, intervalMs, log });
  const jobs = await inPasses(tenants, RECONCILE, log, (tenant) =>
    reconcileJobs(installation, tenant, look()),
  );
  const deliveries = await inPasses(tenants, { ...RECONCILE, budgetMs: 300 }, log, (tenant) =>
    reconcileDeliveries(installation, tenant, look()),
  );
  await inPasses(tenants, { ...RECONCILE, budgetMs: 100 }, log, async (tenant) => {
    const done = await announceEvents(installation, tenant);
    return { looked: 0, done };
  });
  await inPasses(tenants, { ...RECONCILE, budgetMs: 1_000 }, log, async (tenant) => {
    const done = await resumeErasures(installation, tenant);
    return { looked: done, done };
  });
  await sealAll(store, tenants, log);
  const repaired = jobs + deliveries;
  if (repaired > 0) log.info({ repaired }, 'the reconciler repaired what had no live hop');
  return { repaired };
}

/** Puts what is pending into the audit trails. A trail that cannot be sealed, because it was tampered with, stops no other. */
async function sealAll(store: Store, tenants: readonly string[], log: Logger): Promise<void> {
  for (const tenant of [undefined, ...tenants]) {
    await sealAudit(store, tenant).catch((err: unknown) =>
      log.error({ tenant, err }, 'an audit trail cannot be sealed'),
    );
  }
}

/** How long what waits goes unchecked, in ms: longer the more there is, so that a round stays short. */
async function checkInterval({ redis, keys }: Store, tenants: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    tenants
      .flatMap((tenant) => [keys.openJobs(tenant), keys.openDeliveries(tenant)])
      .map((key) => redis.zcard(key)),
  );
  const open = counts.reduce((sum, count) => sum + count, 0);
  return Math.min(LONGEST_INTERVAL_MS, Math.max(CHECK_INTERVAL_MS, (1_000 * open) / CHECKS_PER_SECOND));
}
