import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { hopPriority } from './hop-priority.ts';
import { QueueClocks } from './queue-clocks.ts';
import {
  DELIVERIES_QUEUE,
  DELIVERY_PRIORITY,
  type DeliveryHopData,
  hopId,
  type JobHopData,
} from './queue-names.ts';
import { behind } from './turns.ts';

/** How a job's hop is added. */
export interface AddedHop {
  readonly delayMs?: number;
  /** Where its turn begins, where it has taken one. */
  readonly start?: number;
}

/**
 * The queues of the installation, over one connection. A hop is added with little more than its id and its
 * priority: how often it is tried and how long it is kept is the same for all hops of a queue, so the worker
 * knows it, and a million waiting hops need not hold it.
 */
export class HopQueues {
  /** How far the queues have come. */
  readonly clocks: QueueClocks;
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #queues = new Map<string, Queue>();

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.clocks = new QueueClocks(redis, keys);
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
    queue.waitUntilReady().catch(() => this.#forget(name, queue));
    return queue;
  }

  /** A queue that met an outage while it opened stays broken: the next use opens another. */
  #forget(name: string, queue: Queue): void {
    if (this.#queues.get(name) === queue) this.#queues.delete(name);
    void queue.close().catch(() => {});
  }

  /**
   * Adds the hop that carries a job forward. Adding a hop that BullMQ still holds does nothing, so every
   * process that finds it missing may add it. One that has taken no turn has waited before: it goes at once.
   */
  async addJobHop(
    job: Pick<JobRecord, 'tenant' | 'id' | 'task' | 'queue' | 'hop' | 'priority'> & {
      readonly branch?: string;
    },
    { delayMs = 0, start }: AddedHop = {},
  ): Promise<void> {
    const { now, base } = await this.clocks.of(job.queue);
    const place = (start ?? now) + behind(job.priority);
    const data: JobHopData = { tenant: job.tenant, place };
    await this.queue(job.queue).add(job.task, data, {
      jobId: hopId(job.id, job.hop, job.branch),
      // Else BullMQ stores its default, and the hop outgrows Redis's compact form.
      attempts: undefined,
      priority: hopPriority(place - base),
      ...(delayMs > 0 ? { delay: delayMs } : {}),
    });
  }

  /** Adds the hop of a delivery. @param wait for how long, in ms, and after how many attempts of its schedule */
  async addDeliveryHop(
    delivery: {
      readonly tenant: string;
      readonly id: string;
      readonly jobId?: string;
      readonly event: string;
    },
    hop: number,
    { delayMs = 0, tries = 0 }: { readonly delayMs?: number; readonly tries?: number } = {},
  ): Promise<void> {
    const data: DeliveryHopData = {
      tenant: delivery.tenant,
      delivery_id: delivery.id,
      ...(delivery.jobId === undefined ? {} : { job_id: delivery.jobId }),
      ...(tries > 0 ? { tries } : {}),
    };
    await this.queue(DELIVERIES_QUEUE).add(delivery.event, data, {
      jobId: hopId(delivery.id, hop),
      priority: DELIVERY_PRIORITY,
      ...(delayMs > 0 ? { delay: delayMs } : {}),
    });
  }

  /**
   * Removes a hop that has nothing left to do. One that runs cannot be removed and ends by itself; one that
   * stays although it could be removed finds its record moved on.
   */
  async removeHop(queue: string, ownerId: string, hop: number, branch?: string): Promise<void> {
    await this.queue(queue)
      .remove(hopId(ownerId, hop, branch))
      .catch(() => 0);
  }

  /** Lets delayed hops run at once; those that are not delayed are left alone. */
  async wake(hops: readonly { readonly queue: string; readonly id: string }[]): Promise<void> {
    await Promise.all(
      hops.map(async ({ queue, id }) => {
        const hop: Job | undefined = await this.queue(queue).getJob(id);
        await hop?.promote().catch(() => {});
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }
}
