import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DELIVERY_SCHEDULE_SECONDS } from '../contracts/webhook-events.ts';
import type { Keys } from '../redis/keys.ts';
import type { JobRecord } from '../stores/job-record.ts';
import {
  DELIVERIES_QUEUE,
  type DeliveryHopData,
  HOP_PRIORITY,
  hopId,
  type JobHopData,
} from './queue-names.ts';

/** Failed hops stand in the dashboard until redriven, at most this many days. */
const FAILED_KEEP = { age: 30 * 86_400, count: 100_000 };
/** A few completed hops stay visible to operators. */
const COMPLETED_KEEP = { age: 3_600, count: 200 };

const COMMON: JobsOptions = {
  removeOnComplete: COMPLETED_KEEP,
  removeOnFail: FAILED_KEEP,
  stackTraceLimit: 0,
  backoff: { type: 'custom' },
};

/** The queues of the installation, over one connection. */
export class HopQueues {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #queues = new Map<string, Queue>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** The BullMQ queue of a name, opened on first use. */
  queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.#redis,
      prefix: this.#keys.queuePrefix(name),
      streams: { events: { maxLen: 1_000 } },
    });
    queue.on('error', () => {});
    this.#queues.set(name, queue);
    return queue;
  }

  /**
   * Adds the hop that carries a job forward. Adding a hop that BullMQ still holds does nothing, so every
   * process that finds it missing may add it.
   * @param attempts tries before the job fails, from the model's retry policy
   */
  async addJobHop(
    job: Pick<JobRecord, 'tenant' | 'id' | 'task' | 'queue' | 'hop' | 'priority'>,
    options: { readonly attempts: number; readonly delayMs?: number },
  ): Promise<void> {
    const data: JobHopData = { tenant: job.tenant, job_id: job.id, hop: job.hop };
    await this.queue(job.queue).add(job.task, data, {
      ...COMMON,
      jobId: hopId(job.id, job.hop),
      attempts: options.attempts,
      priority: HOP_PRIORITY[job.priority],
      ...(options.delayMs ? { delay: options.delayMs } : {}),
    });
  }

  /** Adds the hop of a delivery. */
  async addDeliveryHop(
    delivery: {
      readonly tenant: string;
      readonly id: string;
      readonly jobId: string;
      readonly event: string;
    },
    hop: number,
    delayMs = 0,
  ): Promise<void> {
    const data: DeliveryHopData = {
      tenant: delivery.tenant,
      delivery_id: delivery.id,
      job_id: delivery.jobId,
    };
    await this.queue(DELIVERIES_QUEUE).add(delivery.event, data, {
      ...COMMON,
      jobId: hopId(delivery.id, hop),
      attempts: DELIVERY_SCHEDULE_SECONDS.length,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }
}
