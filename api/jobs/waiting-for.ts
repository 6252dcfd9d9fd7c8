import type { JobObject } from '../../shared/contracts/job-object.ts';
import { hopId, modelQueue } from '../../shared/queues/queue-names.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { ApiContext } from '../context.ts';

type Waiting = Pick<JobObject, 'waiting_for' | 'estimated_start_at'>;
type Context = Pick<ApiContext, 'installation' | 'health'>;

/** What a job's reader is told of the reasons for putting it off; of any other it need not know more than `backoff`. */
const TOLD = new Map([
  ['breaker_open', 'breaker_open'],
  ['equal_request', 'equal_request'],
  ['model_rate', 'model_rate'],
  ['model_rate_limited', 'model_rate'],
  ['tenant_limit', 'tenant_limit'],
]);
/** Of so many open side calls the reasons are looked for. */
const MOST_BRANCHES = 5;

/**
 * Why a job has not ended yet, in codes: `approval`, `review`, `backoff`, `breaker_open`, `equal_request`,
 * `tenant_limit`, `queue_paused`, `model_rate`, `model_concurrency`, or `worker` when nothing stands in its way but
 * a free worker; `side_calls`, and beside it what these wait for. A job that its tenant's concurrency holds up starts as
 * soon as another one ends; what is estimated is when it looks by itself.
 */
export async function waitingFor(context: Context, record: JobRecord): Promise<Waiting> {
  if (record.status === 'awaiting_approval') return { waiting_for: ['approval'], estimated_start_at: null };
  if (record.status === 'awaiting_review') return { waiting_for: ['review'], estimated_start_at: null };
  if (record.status !== 'queued') return {};
  if (openBranches(record).length > 0) return waitingForBranches(context, record);
  const now = Date.now();
  if (record.retryAt !== undefined && record.retryAt > now) {
    const reason = TOLD.get(record.putOff ?? '') ?? 'backoff';
    return { waiting_for: [reason], estimated_start_at: rfc3339(record.retryAt) };
  }
  const { reasons, waitMs } = await heldUpBy(context, record, hopId(record.id, record.hop));
  return {
    waiting_for: reasons.length > 0 ? reasons : ['worker'],
    estimated_start_at: estimateOf(reasons, waitMs),
  };
}

/** It goes on once all have ended: what holds up any of its side calls holds it up. */
async function waitingForBranches(context: Context, record: JobRecord): Promise<Waiting> {
  const { redis, keys } = context.installation.store;
  const held = await Promise.all(
    openBranches(record)
      .slice(0, MOST_BRANCHES)
      .map(async ({ branch, model }) => {
        const queue = modelQueue(model);
        const hop = hopId(record.id, record.hop, branch);
        const [runs, place] = await Promise.all([
          redis.sismember(keys.runningJobs(record.tenant), `${record.id}.${branch}`),
          redis.zscore(keys.waitingHops(record.tenant), `${queue} ${hop} ${record.tokens}`),
        ]);
        if (runs === 1) return { reasons: [], waitMs: 0 };
        const { reasons, waitMs } = await heldUpBy(context, { queue, model }, hop);
        return { reasons: place === null ? reasons : ['tenant_limit', ...reasons], waitMs };
      }),
  );
  const reasons = [...new Set(held.flatMap((branch) => branch.reasons))];
  return {
    waiting_for: ['side_calls', ...reasons],
    estimated_start_at: estimateOf(reasons, Math.max(...held.map(({ waitMs }) => waitMs))),
  };
}

function estimateOf(reasons: readonly string[], waitMs: number): string | null {
  return waitMs > 0 && !reasons.includes('queue_paused') ? rfc3339(Date.now() + waitMs) : null;
}

/** What holds up a hop on the queue of a model, and for how long, in ms; 0 where nobody knows. */
async function heldUpBy(
  { installation, health }: Context,
  { queue: name, model: id }: Pick<JobRecord, 'queue' | 'model'>,
  hop: string,
): Promise<{ readonly reasons: string[]; readonly waitMs: number }> {
  const queue = installation.queues.queue(name);
  const [paused, limitedMs, active] = await Promise.all([
    queue.isPaused(),
    queue.getRateLimitTtl(),
    queue.getActiveCount(),
  ]);
  const model = installation.catalog.modelOfQueue(name)?.definition;
  const full = model !== undefined && active >= model.concurrency;
  const latencyMs = health.latencyMs(id);
  const turnMs =
    full && latencyMs !== undefined
      ? await untilTurn(installation, name, hop, latencyMs / model.concurrency)
      : 0;
  return {
    reasons: [
      ...(paused ? ['queue_paused'] : []),
      ...(limitedMs > 0 ? ['model_rate'] : []),
      ...(full ? ['model_concurrency'] : []),
    ],
    waitMs: Math.max(limitedMs, turnMs),
  };
}

/** How long the hops before a job's own take, in ms. @param hopMs what one keeps the queue busy */
async function untilTurn(
  { store, queues }: Installation,
  queue: string,
  hop: string,
  hopMs: number,
): Promise<number> {
  const before = await store.redis.zrank(queues.queue(queue).toKey('prioritized'), hop);
  return before === null ? 0 : Math.ceil((before + 1) * hopMs);
}
