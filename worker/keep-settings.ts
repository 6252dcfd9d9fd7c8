import type { Model } from '../shared/catalog/catalog.ts';
import type { HopQueues } from '../shared/queues/hop-queues.ts';
import { scheduleMaintenance } from './maintenance/schedule-maintenance.ts';
import { setModelLimits } from './start-queues.ts';

const LOOK_MS = 10_000;

/**
 * Sets what BullMQ keeps beside the hops: the models' limits and the schedule of maintenance. Whoever empties
 * a queue takes them along, so what is missing is set again while the process lives. Call the result to stop.
 */
export async function keepSettings(queues: HopQueues, models: () => readonly Model[]): Promise<() => void> {
  await scheduleMaintenance(queues);
  const look = async () => {
    for (const model of models()) {
      if ((await queues.queue(model.queue).getGlobalConcurrency()) === null)
        await setModelLimits(queues, model);
    }
    await scheduleMaintenance(queues);
  };
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
  return () => clearInterval(timer);
}
