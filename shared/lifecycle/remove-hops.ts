import type { HopQueues } from '../queues/hop-queues.ts';
import { modelQueue } from '../queues/queue-names.ts';
import { openBranches } from '../stores/branches.ts';
import type { JobRecord } from '../stores/job-record.ts';

/** Removes what carried a job that has ended: its hop, or those of its branches. What runs ends by itself. */
export async function removeHops(
  queues: Pick<HopQueues, 'removeHop'>,
  record: Pick<JobRecord, 'id' | 'queue' | 'hop' | 'branches'>,
): Promise<void> {
  const { id, queue, hop } = record;
  const branches = openBranches(record);
  await Promise.all([
    queues.removeHop(queue, id, hop),
    ...branches.map(({ branch, model }) => queues.removeHop(modelQueue(model), id, hop, branch)),
  ]);
}
