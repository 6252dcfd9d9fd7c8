import { AppError } from '../errors/app-error.ts';
import type { Store } from '../stores/store.ts';
import { formatChange, type TenantLimits } from './tenant-limits.ts';

/**
 * Sets how much work of a tenant is done; limits that are left out stay. It holds for all that begins from now on; what
 * runs already counts.
 * @throws AppError `not_found`
 */
export async function setLimits(store: Store, tenant: string, change: Partial<TenantLimits>): Promise<void> {
  const { keys, redis, run } = store;
  const partitions = await redis.smembers(keys.jobPartitions(tenant));
  const running = partitions.filter((name) => name.endsWith(':running'));
  const tasks = running.map((name) => name.slice(0, name.lastIndexOf(':')));
  const reply = await run(
    'set-limits',
    [
      ...[keys.tenant(tenant), keys.runningJobs(tenant), keys.jobPartitions(tenant)],
      ...tasks.map((task) => keys.jobPartition(tenant, task, 'running')),
    ],
    [formatChange(change), partitions.length],
  );
  if (reply === -1) throw new AppError('not_found', `There is no tenant ${tenant}.`);
  if (reply === 0) await setLimits(store, tenant, change);
}
