import type { JobObject } from '../../shared/contracts/job-object.ts';
import { hopId } from '../../shared/queues/queue-names.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { ApiContext } from '../context.ts';

type Waiting = Pick<JobObject, 'waiting_for' | 'estimated_start_at'>;

/** Reasons for putting a job off that its reader is told as they are. */
const TOLD = new Set(['breaker_open', 'equal_request']);

/**
 * Why a job has not ended yet, in codes: `approval`, `review`, `backoff`, `breaker_open`, `side_calls`, `queue_paused`,
 * `model_rate`, `model_concurrency`, or `worker` when nothing stands in its way but a free worker.
 */
export async function waitingFor(
  { installation, health }: Pick<ApiContext, 'installation' | 'health'>,
  record: JobRecord,
): Promise<Waiting> {
  if (record.status === 'awaiting_approval') return { waiting_for: ['approval'], estimated_start_at: null };
  if (record.status === 'awaiting_review') return { waiting_for: ['review'], estimated_start_at: null };
  if (record.status !== 'queued') return {};
  if (openBranches(record).length > 0) return { waiting_for: ['side_calls'], estimated_start_at: null };
  const now = Date.now();
  if (record.retryAt !== undefined && record.retryAt > now) {
    const reason = record.putOff && TOLD.has(record.putOff) ? record.putOff : 'backoff';
    return { waiting_for: [reason], estimated_start_at: rfc3339(record.retryAt) };
  }
  const queue = installation.queues.queue(record.queue);
  const [paused, limitedMs, active] = await Promise.all([
    queue.isPaused(),
    queue.getRateLimitTtl(),
    queue.getActiveCount(),
  ]);
  const model = installation.catalog.modelOfQueue(record.queue)?.definition;
  const full = model !== undefined && active >= model.concurrency;
  const reasons = [
    ...(paused ? ['queue_paused'] : []),
    ...(limitedMs > 0 ? ['model_rate'] : []),
    ...(full ? ['model_concurrency'] : []),
  ];
  const latencyMs = health.latencyMs(record.model);
  const turnMs =
    full && latencyMs !== undefined
      ? await untilTurn(installation, record, latencyMs / model.concurrency)
      : 0;
  const waitMs = Math.max(limitedMs, turnMs);
  return {
    waiting_for: reasons.length > 0 ? reasons : ['worker'],
    estimated_start_at: waitMs > 0 && !paused ? rfc3339(now + waitMs) : null,
  };
}

/** How long the hops before a job's own take, in ms. @param hopMs what one keeps the queue busy */
async function untilTurn(
  { store, queues }: Installation,
  { id, queue, hop }: JobRecord,
  hopMs: number,
): Promise<number> {
  const before = await store.redis.zrank(queues.queue(queue).toKey('prioritized'), hopId(id, hop));
  return before === null ? 0 : Math.ceil((before + 1) * hopMs);
}
