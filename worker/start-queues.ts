import { type Job, type Processor, Worker, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Model } from '../shared/catalog/catalog.ts';
import type { HopQueues } from '../shared/queues/hop-queues.ts';
import { backoffStrategy, RetryLater } from '../shared/queues/retry-later.ts';
import type { Keys } from '../shared/redis/keys.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { LOCK_MS, type RunningAttempts } from './attempts/running-attempts.ts';

const STALLED_CHECK_MS = 5_000;
/** Times BullMQ gives a hop of a dead worker to another; our own count of crashes ends a job earlier. */
const MOST_STALLS = 50;
const MINUTE_MS = 60_000;
/** Every queue has a rate limit, because only then a rest binds all workers; calls are counted elsewhere. */
const UNLIMITED_PER_MINUTE = 1_000_000_000;
/** Failed hops stand in the dashboard until redriven, at most 30 days. */
const FAILED_KEEP = { age: 30 * 86_400, count: 100_000 };
/** A few completed hops stay visible to operators. */
const COMPLETED_KEEP = { age: 3_600, count: 200 };

/** Runs one hop; what it throws decides whether BullMQ retries, delays or fails it. */
export type RunHop = (hop: Job, token: string) => Promise<unknown>;

export interface QueueSpec {
  readonly queue: string;
  readonly concurrency: number;
  /** Times a hop is tried before BullMQ fails it. */
  readonly attempts: number;
  readonly run: RunHop;
}

export interface QueueParts {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly attempts: RunningAttempts;
  readonly log: Logger;
}

/** Sets how many hops of a model's queue run at once, over all worker processes together. */
export async function setModelLimits(queues: HopQueues, { queue, definition }: Model): Promise<void> {
  await queues.queue(queue).setGlobalConcurrency(definition.concurrency);
  await queues.queue(queue).setGlobalRateLimit(UNLIMITED_PER_MINUTE, MINUTE_MS);
}

/** Starts this process's worker of one queue. */
export function startWorkerOf({ redis, keys, attempts, log }: QueueParts, spec: QueueSpec): Worker {
  const options: WorkerOptions = {
    connection: redis,
    prefix: keys.queuePrefix(spec.queue),
    concurrency: spec.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MOST_STALLS,
    removeOnComplete: COMPLETED_KEEP,
    removeOnFail: FAILED_KEEP,
    settings: { backoffStrategy },
    metrics: { maxDataPoints: 60 * 24 },
  };
  const run = (hop: Job, token = '') => guarded(spec, hop, token, log);
  const worker = new WatchfulWorker(spec.queue, run, options, attempts);
  worker.on('stalled', (hop) =>
    log.warn({ queue: spec.queue, hop }, 'a hop is taken over from a dead worker'),
  );
  worker.on('error', (error) => log.debug({ queue: spec.queue, err: error }, 'queue error'));
  return worker;
}

/** A worker whose running attempts hear how it goes with their locks. */
class WatchfulWorker extends Worker {
  readonly #attempts: RunningAttempts;

  constructor(queue: string, run: Processor, options: WorkerOptions, attempts: RunningAttempts) {
    super(queue, run, options);
    this.#attempts = attempts;
  }

  override async extendJobLocks(hops: string[], tokens: string[], durationMs: number): Promise<string[]> {
    const askedAt = Date.now();
    const lost = await super.extendJobLocks(hops, tokens, durationMs);
    this.#attempts.lost(lost);
    this.#attempts.renewed(
      hops.filter((hop) => !lost.includes(hop)),
      askedAt,
    );
    return lost;
  }
}

/** Errors that are ours to see, not BullMQ's to store: a failed reason may hold a code only. */
async function guarded(spec: QueueSpec, hop: Job, token: string, log: Logger): Promise<unknown> {
  // The hop was stored without its retry policy; BullMQ reads it here when the attempt has ended.
  Object.assign(hop.opts, { attempts: spec.attempts, backoff: { type: 'custom' }, stackTraceLimit: 0 });
  try {
    return await spec.run(hop, token);
  } catch (error) {
    if (isSignal(error)) {
      error.stack = '';
      throw error;
    }
    log.error({ queue: hop.queueName, hop: hop.id, err: error }, 'an attempt broke off');
    throw new RetryLater('internal', 1_000);
  }
}

const SIGNALS = new Set(['RetryLater', 'UnrecoverableError', 'DelayedError', 'WaitingError']);

function isSignal(error: unknown): error is Error {
  return error instanceof Error && SIGNALS.has(error.name);
}
