import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { putBudget, readBudget } from '../support/cost/budgets.ts';
import { costOfLedger, readLedger } from '../support/cost/ledger.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';

/** Where a worker dies with SIGKILL: around the settlement and around the end that gives back what is left. */
const POINTS = ['before:put-effect', 'after:put-effect', 'before:move-job', 'after:move-job'];
const modelOf = (point: string) => `sim-${point.replace(/\W/g, '-')}`;
const model = { provider_model: 'sim-echo', price: { input: 1_000_000, output: 1_000_000 } };
const LIMIT = 1_000_000;

let system: ProcessSystem;

beforeAll(async () => {
  const models = Object.fromEntries(POINTS.map((point) => [modelOf(point), model]));
  system = await startProcessSystem({ redisUrl: inject('redisUrl'), models });
}, 60_000);
afterAll(() => system.stop());

/** Gives a job to a worker that runs nothing else, and lets it die there. @returns the job's id */
async function dieAt(point: string): Promise<string> {
  const name = modelOf(point);
  const worker = system.launch('test/support/faults/mortal-worker.ts', { DIE_AT: point, ONLY_MODEL: name });
  await worker.ready;
  const { webhook } = system;
  const { body } = await system.api.post({ task: 'chat', model: name, input: { prompt: point }, webhook });
  expect((await worker.ended).signal, worker.output()).toBe('SIGKILL');
  return body.id;
}

test('a worker that dies around the settlement settles each call once, and what was reserved comes back', async () => {
  await putBudget(system.api, 'all', LIMIT);
  const ids = await Promise.all(POINTS.map(dieAt));
  const during = await readBudget(system.api, 'all');
  expect(during.reserved_micro_usd).toBeGreaterThan(0);
  await system.startWorker();
  const jobs = await Promise.all(ids.map((id) => expectOneEnd(system, id)));
  const cost = jobs.reduce((sum, job) => sum + job.cost_micro_usd, 0);
  for (const job of jobs) expect(job.cost_micro_usd).toBeGreaterThan(0);
  expect(await readBudget(system.api, 'all')).toMatchObject({ spent_micro_usd: cost, reserved_micro_usd: 0 });
  const ledger = await readLedger(system.installation.store, 'default');
  expect(ledger.map(({ job }) => job).sort()).toEqual(ids.toSorted());
  expect(costOfLedger(ledger)).toBe(cost);
  const usage = await system.api.get<{ totals: { cost_micro_usd: number } }>('/v1/usage');
  expect(usage.body.totals.cost_micro_usd).toBe(cost);
});
