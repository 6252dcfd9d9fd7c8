import type { Worker } from 'bullmq';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Model } from '../../../shared/catalog/catalog.ts';
import { catalogOf } from '../../../shared/catalog/read-files.ts';
import { QueueWorkers } from '../../../worker/queue-workers.ts';
import type { QueueSpec } from '../../../worker/start-queues.ts';
import { simulatedModel } from '../../support/catalog.ts';

class FakeWorker {
  concurrency: number;
  readonly close = vi.fn(async () => {});
  readonly waitUntilReady = async () => {};

  constructor({ concurrency }: QueueSpec) {
    this.concurrency = concurrency;
  }
}

const run = async () => {};
let models: readonly Model[];
let limits: string[];
let fails = false;
let workers: QueueWorkers;

/** The models of a catalog that holds this one, as the version that it is. */
function modelsWith(name: string, concurrency: number, version: number): Model[] {
  const catalog = catalogOf([{ kind: 'models', name, content: simulatedModel({ concurrency }) }]);
  return catalog.models.map((model) => ({ ...model, version }));
}

beforeEach(() => {
  models = [];
  limits = [];
  workers = new QueueWorkers({
    fixed: [{ queue: 'maintenance', concurrency: 1, attempts: 1, run }],
    models: () => models,
    specOf: ({ queue, definition: { concurrency } }) => ({ queue, concurrency, attempts: 3, run }),
    setLimits: async ({ queue, definition }) => {
      if (fails) throw new Error('OOM');
      limits.push(`${queue} ${definition.concurrency}`);
    },
    start: (spec) => new FakeWorker(spec) as unknown as Worker,
  });
});

test('a model that comes into the catalog gets its limits and a worker', async () => {
  expect(workers.specs.map(({ queue }) => queue)).toEqual(['maintenance']);
  models = modelsWith('fresh', 5, 1);
  await workers.followCatalog();
  expect(limits).toEqual(['model.fresh 5']);
  expect(workers.worker('model.fresh')?.concurrency).toBe(5);
});

test('a new version of a model changes the limits of the worker it has, once', async () => {
  models = modelsWith('fresh', 5, 1);
  await workers.followCatalog();
  const worker = workers.worker('model.fresh');
  models = modelsWith('fresh', 9, 2);
  await workers.followCatalog();
  await workers.followCatalog();
  expect(workers.worker('model.fresh')).toBe(worker);
  expect(worker?.concurrency).toBe(9);
  expect(limits).toEqual(['model.fresh 5', 'model.fresh 9']);
});

test('a model whose limits could not be set gets its worker when they can', async () => {
  models = modelsWith('fresh', 5, 1);
  fails = true;
  await expect(workers.followCatalog()).rejects.toThrow();
  expect(workers.worker('model.fresh')).toBeUndefined();
  fails = false;
  await workers.followCatalog();
  expect(workers.worker('model.fresh')).toBeDefined();
});

test('a restarted worker takes the place of the one before, which is closed without waiting for it', () => {
  const before = workers.worker('maintenance');
  const [spec] = workers.specs;
  if (spec) workers.restart(spec);
  expect(workers.worker('maintenance')).not.toBe(before);
  expect(before?.close).toHaveBeenCalledWith(true);
});
