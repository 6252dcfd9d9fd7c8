import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dayOf } from '../../../shared/cost/periods.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { putBudget, readBudget } from '../../support/cost/budgets.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

const DAY_MS = 86_400_000;
const flat = (rate: number) => ({ input: 0, output: rate });
const price = [
  { from: '2020-01-01', ...flat(1_000_000) },
  { from: '2021-01-01', ...flat(3_000_000), batch: flat(1_500_000) },
  { from: dayOf(Date.now() + 3 * DAY_MS), ...flat(7_000_000) },
  { from: dayOf(Date.now() + 30 * DAY_MS), ...flat(50_000_000) },
];

let system: System;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: { models: { 'sim-echo': simulatedModel({ price }) } },
  });
});
afterAll(() => system.stop());

test.each(['standard', 'batch'])('a call costs what is in force when it is made: %s', async (priority) => {
  const { usage, cost_micro_usd } = await system.api.chat('sim-echo', 'three words here', { priority });
  expect(usage?.output_tokens).toBeGreaterThan(0);
  // The provider's batch interface is not what a job of that priority goes by.
  expect(cost_micro_usd).toBe(3 * (usage?.output_tokens ?? 0));
});

test('a job reserves by the dearest price until it expires', async () => {
  await putBudget(system.api, 'all', 600);
  const job = (days: number) => ({
    ...{ task: 'chat', model: 'sim-echo', input: { prompt: 'hello' } },
    ...{ parameters: { max_output_tokens: 50 }, expires_in_seconds: (days * DAY_MS) / 1_000 },
  });
  // 50 tokens at 7 fit, at 50 they do not.
  const refused = await system.api.post(job(60));
  expect(expectProblemAnswer(refused, 402, 'budget_exceeded')).toMatchObject({
    budget: { needed_micro_usd: 2_500 },
  });
  expect((await system.api.post(job(7), { wait: 30 })).body.status).toBe('completed');
  expect(await readBudget(system.api, 'all')).toMatchObject({ reserved_micro_usd: 0 });
});

test('the definition shows every price, that for batches among them', async () => {
  const { data } = await catalogClient(system.api).read('models/sim-echo');
  expect(data[0]?.definition.price).toEqual(price);
});

test.each([
  ['a negative price', [{ from: '2026-01-01', input: 1, output: -1 }], 'price.0.output'],
  ['a negative price for batches', { ...flat(1), batch: { input: -1, output: 0 } }, 'price.batch.input'],
  [
    'unordered days',
    [
      { from: '2026-02-01', ...flat(1) },
      { from: '2026-01-01', ...flat(1) },
    ],
    'price.1.from',
  ],
  [
    'a day twice',
    [
      { from: '2026-01-01', ...flat(1) },
      { from: '2026-01-01', ...flat(2) },
    ],
    'price.1.from',
  ],
  ['a day that there is not', [{ from: '2026-02-30', ...flat(1) }], 'price.0.from'],
  ['a price of a list without its day', [flat(1)], 'price.0.from'],
  ['a list of nothing', [], 'price'],
])('refused when stored: %s', async (_name, wrong, path) => {
  const answer = await catalogClient(system.api).put('models/wrong', simulatedModel({ price: wrong }));
  const problem = expectProblemAnswer(answer as never, 400, 'invalid_definition');
  expect(problem.errors).toMatchObject([{ path }]);
});
