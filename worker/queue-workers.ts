import type { Worker } from 'bullmq';
import type { Model } from '../shared/catalog/catalog.ts';
import type { QueueSpec } from './start-queues.ts';

/** What running the workers of a process needs. */
export interface QueueWorkersParts {
  /** Queues that are there whatever the catalog holds. */
  readonly fixed: readonly QueueSpec[];
  /** Models of the catalog that this installation can reach. */
  models(): readonly Model[];
  specOf(model: Model): QueueSpec;
  setLimits(model: Model): Promise<void>;
  start(spec: QueueSpec): Worker;
}

/** The BullMQ workers of a process, one for each queue. A model that comes into the catalog gets one at once. */
export class QueueWorkers {
  readonly #parts: QueueWorkersParts;
  readonly #running = new Map<string, Worker>();
  readonly #specs = new Map<string, QueueSpec>();
  /** The version of a model whose limits were set last, by queue. */
  readonly #limits = new Map<string, number>();

  constructor(parts: QueueWorkersParts) {
    this.#parts = parts;
    for (const spec of parts.fixed) this.#start(spec);
  }

  get specs(): readonly QueueSpec[] {
    return [...this.#specs.values()];
  }

  get running(): readonly Worker[] {
    return [...this.#running.values()];
  }

  worker(queue: string): Worker | undefined {
    return this.#running.get(queue);
  }

  /** Brings workers and limits up to date with the catalog. A model that is gone keeps its worker: jobs may wait. */
  async followCatalog(): Promise<void> {
    const changed = this.#parts.models().filter((model) => this.#limits.get(model.queue) !== model.version);
    await Promise.all(
      changed.map(async (model) => {
        await this.#parts.setLimits(model);
        this.#limits.set(model.queue, model.version);
        const spec = this.#parts.specOf(model);
        const worker = this.#running.get(model.queue);
        this.#specs.set(model.queue, spec);
        if (worker) worker.concurrency = spec.concurrency;
        else await this.#start(spec).waitUntilReady();
      }),
    );
  }

  /** Replaces the worker of a queue and lets go of the one before. */
  restart(spec: QueueSpec): void {
    const stuck = this.#running.get(spec.queue);
    this.#start(spec);
    void stuck?.close(true).catch(() => {});
  }

  #start(spec: QueueSpec): Worker {
    const worker = this.#parts.start(spec);
    this.#specs.set(spec.queue, spec);
    this.#running.set(spec.queue, worker);
    return worker;
  }
}
