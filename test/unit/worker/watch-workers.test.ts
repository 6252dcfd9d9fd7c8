import { EventEmitter } from 'node:events';
import type { Worker } from 'bullmq';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Installation } from '../../../shared/runtime/installation.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { watchWorkers } from '../../../worker/watch-workers.ts';

const QUEUE = 'model.sim-echo';
/** Long enough for any number of looks that may be needed. */
const LONG_MS = 60_000;

/** How the queue stands. */
let state: { wait: number; prioritized: number; active: number; paused: boolean; limitedMs: number };
let stop: () => void;
let workers: Map<string, Worker>;
let replaced: number;

class FakeWorker extends EventEmitter {
  readonly close = vi.fn(async () => {});
}

/** BullMQ's worker, as far as it is watched. */
function fakeWorker(): FakeWorker & Worker {
  return new FakeWorker() as unknown as FakeWorker & Worker;
}

beforeEach(() => {
  vi.useFakeTimers();
  state = { wait: 0, prioritized: 3, active: 0, paused: false, limitedMs: 0 };
  replaced = 0;
  workers = new Map([[QUEUE, fakeWorker()]]);
  const queue = {
    getJobCounts: async () => state,
    isPaused: async () => state.paused,
    getRateLimitTtl: async () => state.limitedMs,
  };
  stop = watchWorkers({
    installation: { queues: { queue: () => queue } } as unknown as Installation,
    log: createLogger('test', 'silent'),
    workers: {
      specs: [{ queue: QUEUE, concurrency: 2, attempts: 1, run: async () => {} }],
      worker: (queue) => workers.get(queue),
      restart: ({ queue }) => {
        replaced += 1;
        workers.set(queue, fakeWorker());
      },
    },
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('a worker that takes none of the waiting hops is replaced within half a minute', async () => {
  const stuck = workers.get(QUEUE);
  expect(stuck).toBeDefined();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(replaced).toBe(1);
  expect(workers.get(QUEUE)).not.toBe(stuck);
});

test.each([
  ['nothing waits', { prioritized: 0 }],
  ['all slots are taken', { active: 2 }],
  ['the queue is paused', { paused: true }],
  ['the model is limited', { limitedMs: 500 }],
])('a worker is left alone while %s', async (_why, given) => {
  Object.assign(state, given);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(replaced).toBe(0);
});

test('a worker that takes a hop now and then is left alone', async () => {
  for (let i = 0; i < 6; i++) {
    await vi.advanceTimersByTimeAsync(LONG_MS / 6);
    workers.get(QUEUE)?.emit('active', {} as never, 'waiting');
  }
  expect(replaced).toBe(0);
});

test('a replaced worker is watched like the first', async () => {
  await vi.advanceTimersByTimeAsync(2 * LONG_MS);
  expect(replaced).toBeGreaterThan(2);
});
