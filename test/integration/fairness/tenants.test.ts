import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { type ProcessSystem, startProcessSystem } from '../../support/process-system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';
import { countOf, postMany, Turns } from '../../support/turns.ts';

/** Calls at once: as many hops may have begun before anything that is posted now. */
const SLOTS = 4;
const PATIENCE_MS = 120_000;

let system: ProcessSystem;
let turns: Turns;
let first: Tenant;
let second: Tenant;

beforeEach(async () => {
  system = await startProcessSystem({
    redisUrl: inject('redisUrl'),
    models: { 'sim-held': { held: true, concurrency: SLOTS } },
  });
  turns = new Turns(system.held);
  first = await newTenant(system.api);
  second = await newTenant(system.api);
});
afterEach(() => system.stop());

const startWorkers = () => Promise.all([system.startWorker(), system.startWorker()]);
const weigh = async ({ id }: Tenant, weight: number) => {
  const answer = await system.api.request('PATCH', `/v1/tenants/${id}`, { weight });
  expect(answer.status).toBe(200);
};

test(
  'beside the thousands of one tenant, the hundred jobs of another get every second turn',
  async () => {
    await postMany(first.api, 3_000, 'first');
    await startWorkers();
    await turns.serve(200);
    await postMany(second.api, 100, 'second');
    const served = await turns.serveUntil('second', 100);
    expect(countOf(served, 'first')).toBeLessThanOrEqual(1.25 * 100 + SLOTS);
    expect(countOf(served, 'first')).toBeGreaterThanOrEqual(50);
  },
  PATIENCE_MS,
);

test(
  'weights of three to one are met over two thousand jobs',
  async () => {
    await weigh(first, 3);
    await postMany(second.api, 650, 'second');
    await postMany(first.api, 1_700, 'first');
    await startWorkers();
    const served = await turns.serve(2_000);
    expect(countOf(served, 'first')).toBeGreaterThan(0.9 * 1_500);
    expect(countOf(served, 'first')).toBeLessThan(1.1 * 1_500);
    // Not only in the end: of every hundred.
    const of100 = Array.from({ length: 20 }, (_, i) =>
      countOf(served.slice(100 * i, 100 * (i + 1)), 'second'),
    );
    for (const count of of100) expect(Math.abs(count - 25)).toBeLessThanOrEqual(2 * SLOTS);
  },
  PATIENCE_MS,
);

test(
  'turns are counted in tokens: a tenant of long jobs gets fewer of them',
  async () => {
    await postMany(first.api, 80, 'long', { parameters: { max_output_tokens: 4_000 } });
    await postMany(second.api, 220, 'short', { parameters: { max_output_tokens: 1_000 } });
    await startWorkers();
    const served = await turns.serve(250);
    expect(countOf(served, 'long')).toBeGreaterThan(42);
    expect(countOf(served, 'long')).toBeLessThan(58);
  },
  PATIENCE_MS,
);

test(
  'a weight counts for the next job',
  async () => {
    await postMany(first.api, 150, 'first');
    await weigh(second, 4);
    await postMany(second.api, 220, 'second');
    await startWorkers();
    const served = await turns.serve(250);
    expect(countOf(served, 'second')).toBeGreaterThan(180);
    expect(countOf(served, 'second')).toBeLessThan(220);
  },
  PATIENCE_MS,
);

test(
  'a tenant that was idle has saved up nothing, and one that was busy owes nothing',
  async () => {
    await startWorkers();
    await postMany(first.api, 300, 'first');
    await turns.serve(300);
    await postMany(first.api, 200, 'first');
    await postMany(second.api, 200, 'second');
    const served = await turns.serve(200);
    expect(countOf(served, 'first')).toBeGreaterThan(60);
    expect(countOf(served, 'second')).toBeGreaterThan(60);
  },
  PATIENCE_MS,
);

test(
  'jobs that are cancelled while they wait give their turns back',
  async () => {
    await postMany(first.api, 150, 'first');
    const ids = await postMany(second.api, 100, 'cancelled');
    await startWorkers();
    for (const id of ids) {
      const answer = await second.api.request('POST', `/v1/jobs/${id}/cancel`);
      expect([200, 202]).toContain(answer.status);
    }
    await postMany(second.api, 1, 'second');
    const served = await turns.serveUntil('second', 1);
    expect(countOf(served, 'first')).toBeLessThan(30);
  },
  PATIENCE_MS,
);
