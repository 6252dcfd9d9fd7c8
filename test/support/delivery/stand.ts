import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Job, Worker } from 'bullmq';
import { loadConfig } from '../../../shared/config/load-config.ts';
import type { JobWebhook } from '../../../shared/contracts/job-request.ts';
import { createGuardedAgent, type LookupAll } from '../../../shared/http/guarded-agent.ts';
import { changeJob, type Lifecycle } from '../../../shared/lifecycle/change-job.ts';
import { DELIVERIES_QUEUE, hopId } from '../../../shared/queues/queue-names.ts';
import { type Installation, openInstallation } from '../../../shared/runtime/installation.ts';
import { randomId } from '../../../shared/security/ids.ts';
import { admitJob } from '../../../shared/stores/admit-job.ts';
import { readDelivery } from '../../../shared/stores/deliveries.ts';
import { writeNewEndpoint } from '../../../shared/stores/endpoint-writes.ts';
import { readJob } from '../../../shared/stores/read-job.ts';
import { deliveryObject } from '../../../shared/stores/render-delivery.ts';
import { createTenant } from '../../../shared/stores/tenants.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { RunningAttempts } from '../../../worker/attempts/running-attempts.ts';
import { createPost } from '../../../worker/delivery/post-message.ts';
import { createDeliveryProcessor } from '../../../worker/delivery/process-delivery.ts';
import { ReceiverGate } from '../../../worker/delivery/receiver-gate.ts';
import { AtOnceSender } from '../../../worker/delivery/send-at-once.ts';
import { startWorkerOf } from '../../../worker/start-queues.ts';
import { newJob } from '../new-job.ts';
import { Latch } from './latch.ts';

export const TENANT = 'acme';
const CAPACITY = 100;

/** How a worker of the stand delivers. */
export interface DeliveringOptions {
  /** Seconds before each attempt. Default: three attempts at once. */
  readonly schedule?: readonly number[];
  readonly timeoutMs?: number;
  readonly allowPrivate?: boolean;
  /** Operators have paused the queue. */
  readonly paused?: boolean;
  readonly lookup?: LookupAll;
}

/** What BullMQ has done with a hop of a delivery. */
export interface HopEnd {
  readonly delivery: string;
  readonly kind: 'completed' | 'failed';
  /** Whether the hop is over, or comes again. */
  readonly final: boolean;
  readonly reason?: string;
}

/** The delivery subsystem alone: a real Redis and real queues, no API, no models. */
export class DeliveryStand {
  readonly installation: Installation;
  readonly #directory: string;
  readonly #ends = new Latch<HopEnd>();
  readonly #stops: (() => Promise<unknown>)[] = [];

  private constructor(installation: Installation, directory: string) {
    this.installation = installation;
    this.#directory = directory;
  }

  static async open(redisUrl: string): Promise<DeliveryStand> {
    const directory = mkdtempSync(join(tmpdir(), 'deliveries-'));
    const config = loadConfig({
      REDIS_URL: redisUrl,
      KEY_PREFIX: `d${randomUUID().slice(0, 8)}`,
      DATA_DIR: directory,
      MASTER_KEY: randomBytes(32).toString('hex'),
    });
    const installation = await openInstallation(config, 'test', 'worker');
    await createTenant(installation.store, config.masterKey, TENANT);
    return new DeliveryStand(installation, directory);
  }

  /** Creates an endpoint. */
  async endpoint(url: string): Promise<{ readonly id: string; readonly secret: string }> {
    const id = randomId('ep');
    const { secret } = await writeNewEndpoint(this.installation.store, TENANT, { id, url, events: [] });
    return { id, secret };
  }

  /** Admits a job that names this webhook. */
  async admit(webhook: JobWebhook): Promise<string> {
    const job = newJob(TENANT, { webhook });
    await admitJob(this.installation.store, job, 0);
    return job.id;
  }

  /** Ends a job that names this webhook. @returns the delivery that announces it */
  async announce(webhook: JobWebhook, lifecycle: Lifecycle = this.installation): Promise<string> {
    const { store } = this.installation;
    const id = await this.admit(webhook);
    const job = await readJob(store, TENANT, id);
    if (!job) throw new Error('the job was not admitted');
    await changeJob(lifecycle, job, { to: 'failed', error: { code: 'internal' }, entry: {} });
    const [delivery] = await store.redis.smembers(store.keys.jobDeliveries(TENANT, id));
    if (!delivery) throw new Error('the job announced nothing');
    return delivery;
  }

  /** A lifecycle whose deliveries go out at once where this gate lets them, and what tells that none is under way. */
  sendingAtOnce(gate: ReceiverGate, options: DeliveringOptions = {}) {
    const { store, queues } = this.installation;
    const client = createGuardedAgent({ allowPrivate: true });
    this.#stops.push(() => client.destroy());
    const sender = new AtOnceSender({
      ...{ store, queues, gate, schedule: options.schedule, paused: () => options.paused ?? false },
      log: createLogger('test', 'silent'),
      post: createPost(client, options.timeoutMs),
    });
    const deliver: Lifecycle['deliver'] = (delivery) => sender.deliver(delivery);
    return { lifecycle: { ...this.installation, deliver }, idle: () => sender.idle() };
  }

  /** Starts a worker of the queue `deliveries`. @returns what stops it */
  async deliver(options: DeliveringOptions = {}): Promise<() => Promise<void>> {
    const { installation } = this;
    const { store, queues } = installation;
    const log = createLogger('test', 'silent');
    const { allowPrivate = true, lookup, schedule = [0, 0, 0] } = options;
    const client = createGuardedAgent({ allowPrivate, lookup });
    const attempts = new RunningAttempts(store);
    const process = createDeliveryProcessor({
      ...{ store, queues, log, schedule },
      post: createPost(client, options.timeoutMs),
      gate: new ReceiverGate({ capacity: CAPACITY }),
    });
    const worker = startWorkerOf(
      { redis: installation.connect('worker', 'test-deliveries'), keys: store.keys, attempts, log },
      { queue: DELIVERIES_QUEUE, concurrency: CAPACITY, attempts: schedule.length, run: process },
    );
    worker.on('completed', (hop) => this.#ended(hop, { kind: 'completed', final: true }));
    worker.on('failed', (hop, error) => {
      const final = hop?.finishedOn !== undefined;
      if (hop) this.#ended(hop, { kind: 'failed', final, reason: error.message });
    });
    await worker.waitUntilReady();
    const stop = async () => {
      await client.destroy();
      await worker.close();
      attempts.close();
    };
    this.#stops.push(stop);
    return stop;
  }

  #ended(hop: Job, end: Omit<HopEnd, 'delivery'>): void {
    this.#ends.signal({ delivery: hop.data.delivery_id, ...end });
  }

  /** Resolves once `count` hops of a delivery are over; tells the last one's end. */
  async over(delivery: string, count = 1): Promise<HopEnd> {
    const ends = await this.#ends.waitFor(count, (end) => end.final && end.delivery === delivery);
    const last = ends.at(-1);
    if (!last) throw new Error('no hop has ended');
    return last;
  }

  /** Resolves once `count` attempts of a delivery have ended. */
  async attempted(delivery: string, count: number): Promise<HopEnd[]> {
    return this.#ends.waitFor(count, (end) => end.delivery === delivery);
  }

  /** Takes the next hop as a worker would that then dies: nothing ends it. */
  async take(): Promise<Job> {
    const { connect, store } = this.installation;
    const worker = new Worker(DELIVERIES_QUEUE, null, {
      connection: connect('worker', 'test-take'),
      prefix: store.keys.queuePrefix(DELIVERIES_QUEUE),
    });
    this.#stops.push(() => worker.close());
    const hop: Job | undefined = await worker.getNextJob(randomUUID());
    if (!hop) throw new Error('no delivery waits');
    return hop;
  }

  /** A delivery as the API shows it. */
  async show(id: string) {
    const delivery = await readDelivery(this.installation.store, TENANT, id);
    if (!delivery) throw new Error(`there is no delivery ${id}`);
    return deliveryObject(delivery);
  }

  /** The hop of a delivery as BullMQ holds it. */
  async hop(delivery: string, number: number): Promise<Job | undefined> {
    return this.installation.queues.queue(DELIVERIES_QUEUE).getJob(hopId(delivery, number));
  }

  async close(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
    await this.installation.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
