import { expect, inject, test } from 'vitest';
import { startLoad } from '../support/faults/load.ts';
import { readModelCalls } from '../support/faults/model-calls.ts';
import { withProcesses } from '../support/faults/with-processes.ts';

const JOBS = 500;
const MODEL = 'sim-slow-30';

test('two worker processes together never exceed a model’s concurrency', () =>
  withProcesses({ redisUrl: inject('redisUrl'), models: { [MODEL]: { concurrency: 5 } } }, async (system) => {
    await Promise.all([system.startWorker(), system.startWorker()]);
    const load = startLoad(system, MODEL, JOBS, 250);
    await load.done;
    await system.receiver.waitFor(JOBS);
    expect(new Set(system.receiver.messages.map(({ body }) => body.data.id)).size).toBe(JOBS);
    const { total, maxInFlight } = await readModelCalls(system.simulator);
    expect(total).toBe(JOBS);
    expect(maxInFlight).toBe(5);
  }));
