import type { HopQueues } from '../../shared/queues/hop-queues.ts';
import { hopId, modelQueue } from '../../shared/queues/queue-names.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';

/** States in which BullMQ has brought no hop to its end, and will not. */
const OVER = new Set<string>(['unknown', 'failed', 'completed']);

/**
 * Gives every branch that a job waits for a live hop. It keeps its id: no attempt of a side call is fenced, since the
 * first answer counts whoever brings it.
 * @returns whether any had none
 */
export async function repairBranches(
  queues: Pick<HopQueues, 'queue' | 'addJobHop'>,
  record: JobRecord,
): Promise<boolean> {
  const repaired = await Promise.all(
    openBranches(record).map(async ({ branch, model }) => {
      const name = modelQueue(model);
      const queue = queues.queue(name);
      const id = hopId(record.id, record.hop, branch);
      if (!OVER.has(await queue.getJobState(id))) return false;
      // BullMQ ignores an id that it still holds.
      await queue.remove(id).catch(() => 0);
      await queues.addJobHop({ ...record, queue: name, branch });
      return true;
    }),
  );
  return repaired.includes(true);
}
