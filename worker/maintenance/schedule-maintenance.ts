import type { HopQueues } from '../../shared/queues/hop-queues.ts';
import { MAINTENANCE_QUEUE } from '../../shared/queues/queue-names.ts';

/** What the installation does by itself, and how often, in ms. */
const MAINTENANCE = { reconcile: 2_000, sweep: 5_000 } as const;

/** Makes sure that maintenance is scheduled. However many do so however often, it stays scheduled once. */
export async function scheduleMaintenance(queues: HopQueues): Promise<void> {
  const queue = queues.queue(MAINTENANCE_QUEUE);
  await queue.setGlobalConcurrency(1);
  for (const [name, every] of Object.entries(MAINTENANCE)) {
    await queue.upsertJobScheduler(
      name,
      { every },
      { name, opts: { removeOnComplete: { count: 20 }, removeOnFail: { count: 50 }, stackTraceLimit: 0 } },
    );
  }
}
