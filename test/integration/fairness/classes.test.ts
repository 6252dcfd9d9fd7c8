import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { type ProcessSystem, startProcessSystem } from '../../support/process-system.ts';
import { newTenant } from '../../support/tenant.ts';
import { countOf, postMany, Turns } from '../../support/turns.ts';

const SLOTS = 4;
const PATIENCE_MS = 120_000;
/** Long enough for classes to catch up with each other within a test. */
const LONG = { parameters: { max_output_tokens: 8_000 } };

let system: ProcessSystem;
let turns: Turns;

beforeEach(async () => {
  system = await startProcessSystem({
    redisUrl: inject('redisUrl'),
    models: {
      'sim-held': { held: true, concurrency: SLOTS },
      broken: { provider_model: 'sim-status-400', retry: { attempts: 1, base_ms: 10, max_ms: 10 } },
    },
    route: ['broken', 'sim-held'],
  });
  turns = new Turns(system.held);
});
afterEach(() => system.stop());

const startWorkers = () => Promise.all([system.startWorker(), system.startWorker()]);
const post = (count: number, priority: string) =>
  postMany(system.api, count, priority, { ...LONG, priority });

test(
  'interactive goes before standard before batch, and each gets its share of a steady load',
  async () => {
    await post(20, 'batch');
    await post(80, 'standard');
    await post(240, 'interactive');
    await startWorkers();
    const served = await turns.serve(240);
    const head = served.slice(0, 8);
    expect(countOf(head, 'interactive')).toBe(8);
    expect(served.indexOf('standard')).toBeLessThan(served.indexOf('batch'));
    // From where all three are under way, their shares are 16 : 4 : 1.
    const steady = served.slice(80);
    expect(countOf(steady, 'batch')).toBeGreaterThanOrEqual(5);
    expect(countOf(steady, 'standard')).toBeGreaterThanOrEqual(22);
    expect(countOf(steady, 'standard')).toBeLessThanOrEqual(38);
    expect(countOf(served, 'interactive')).toBeLessThan(240);
  },
  PATIENCE_MS,
);

test(
  'an interactive job goes ahead of all standard and batch jobs that wait',
  async () => {
    await post(20, 'batch');
    await post(20, 'standard');
    await startWorkers();
    await turns.serve(10);
    await post(1, 'interactive');
    const served = await turns.serveUntil('interactive', 1);
    expect(served.length).toBeLessThanOrEqual(SLOTS + 1);
  },
  PATIENCE_MS,
);

test(
  'jobs that come from another queue take turns there, too',
  async () => {
    const other = await newTenant(system.api);
    await startWorkers();
    await postMany(system.api, 60, 'fallen back', { model: undefined });
    const queue = system.installation.queues.queue('model.sim-held');
    const there = async () => {
      const { prioritized = 0, active = 0 } = await queue.getJobCounts('prioritized', 'active');
      return prioritized + active;
    };
    await expect.poll(there, { timeout: 20_000 }).toBe(60);
    await postMany(other.api, 20, 'first choice');
    const served = await turns.serveUntil('first choice', 20);
    expect(countOf(served, 'fallen back')).toBeLessThanOrEqual(1.25 * 20 + SLOTS);
  },
  PATIENCE_MS,
);
