import type { JobObject } from '../../shared/contracts/job-object.ts';
import { hopId } from '../../shared/queues/queue-names.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { ApiContext } from '../context.ts';

type Waiting = Pick<JobObject, 'waiting_for' | 'estimated_start_at'>;

/** What a job's reader is told of the reasons for putting it off; of any other it need not know more than `backoff`. */
const TOLD = new Map([
  ['breaker_open', 'breaker_open'],
  ['equal_request', 'equal_request'],
  ['model_rate', 'model_rate'],
  ['model_rate_limited', 'model_rate'],
  ['tenant_limit', 'tenant_limit'],
]);

/**
 * Why a job has not ended yet, in codes: `approval`, `review`, `backoff`, `breaker_open`, `equal_request`,
 * `tenant_limit`, `side_calls`, `queue_paused`, `model_rate`, `model_concurrency`, or `worker` when nothing stands in its way but
 * a free worker. A job that its tenant's concurrency holds up starts as soon as another one ends; what is estimated
 * is when it looks by itself.
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
    const reason = TOLD.get(record.putOff ?? '') ?? 'backoff';
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
