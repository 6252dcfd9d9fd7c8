import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { budgetRulesSchema } from '../../../shared/contracts/budget-object.ts';
import { putBudget } from '../../../shared/cost/budgets.ts';
import { listBudgets } from '../../../shared/cost/read-budgets.ts';
import { CostStand } from '../../support/cost/cost-stand.ts';
import { PlayedJob } from '../../support/cost/played-job.ts';

const HOUR_MS = 3_600_000;
/** Two hours before the last day of a month ends. */
const EVENING = Date.UTC(2031, 0, 31, 22);
const MIDNIGHT = EVENING + 2 * HOUR_MS;
const LIMIT = 100;

let stand: CostStand;
let tenant: string;

beforeAll(async () => {
  stand = await CostStand.open(inject('redisUrl'));
});
afterAll(() => stand.close());

beforeEach(async () => {
  at(EVENING);
  tenant = await stand.tenant();
  for (const period of ['day', 'month'] as const) await put(period);
});

/** Sets the clock of the product. */
function at(ms: number): void {
  vi.spyOn(Date, 'now').mockReturnValue(ms);
}

async function put(period: 'day' | 'month', more: object = {}): Promise<void> {
  const rules = budgetRulesSchema.parse({ period, limit_micro_usd: LIMIT, ...more });
  await putBudget(stand.installation.store, tenant, `by-${period}`, rules, Date.now());
}

const job = (worst: number) => new PlayedJob(stand.installation.store, tenant, { worst });

async function standings() {
  const budgets = await listBudgets(stand.installation.store, tenant, Date.now());
  const facts = budgets.map(({ name, spent, reserved, resetsAt }) => [name, { spent, reserved, resetsAt }]);
  return Object.fromEntries(facts);
}

/** Spends an amount in a job of its own. */
async function spend(cost: number): Promise<void> {
  const spending = job(cost);
  await spending.admit();
  await spending.settle('model.0.1', cost);
  await spending.move('completed');
}

test('a new day and a new month start with nothing spent', async () => {
  await spend(LIMIT);
  await expect(job(1).admit()).rejects.toMatchObject({
    code: 'budget_exceeded',
    extras: { members: { budget: { resets_at: '2031-02-01T00:00:00.000Z' } } },
  });
  at(MIDNIGHT - 1);
  await expect(job(1).admit()).rejects.toMatchObject({ code: 'budget_exceeded' });
  at(MIDNIGHT);
  expect(await standings()).toEqual({
    'by-day': { spent: 0, reserved: 0, resetsAt: Date.UTC(2031, 1, 2) },
    'by-month': { spent: 0, reserved: 0, resetsAt: Date.UTC(2031, 2, 1) },
  });
  await spend(LIMIT);
  // A day later the day is new, the month is not.
  at(MIDNIGHT + 24 * HOUR_MS);
  await expect(job(1).admit()).rejects.toMatchObject({
    extras: { members: { budget: { name: 'by-month', spent_micro_usd: LIMIT } } },
  });
});

test('a job counts for the day on which it reserved, whenever it ends', async () => {
  const late = job(60);
  await late.admit();
  at(MIDNIGHT);
  await late.settle('model.0.1', 50);
  expect(await standings()).toMatchObject({ 'by-day': { spent: 0, reserved: 0 } });
  const next = job(LIMIT);
  expect(await next.admit()).toBe('created');
  at(EVENING);
  expect(await standings()).toMatchObject({ 'by-day': { spent: 50, reserved: 10 } });
  at(MIDNIGHT);
  await late.move('completed');
  at(EVENING);
  expect(await standings()).toMatchObject({
    'by-day': { spent: 50, reserved: 0 },
    'by-month': { spent: 50, reserved: 0 },
  });
});

test('a job that waits for a person keeps what it has reserved', async () => {
  const waiting = job(40);
  await waiting.admit();
  await waiting.settle('model.0.1', 10);
  await waiting.move('awaiting_review');
  expect(await standings()).toMatchObject({ 'by-day': { spent: 10, reserved: 30 } });
  at(MIDNIGHT);
  await waiting.move('refused');
  at(EVENING);
  expect(await standings()).toMatchObject({ 'by-day': { spent: 10, reserved: 0 } });
});

test('a job that is redriven the next day reserves of that day', async () => {
  const failing = job(40);
  await failing.admit();
  await failing.settle('model.0.1', 30);
  await failing.move('failed');
  at(MIDNIGHT);
  expect(await failing.move('queued')).toMatchObject({ done: true });
  expect(await standings()).toMatchObject({ 'by-day': { spent: 0, reserved: 40 } });
  await failing.settle('model.1.1', 5);
  await failing.move('cancelled');
  expect(await standings()).toMatchObject({ 'by-day': { spent: 5, reserved: 0 } });
  at(EVENING);
  expect(await standings()).toMatchObject({ 'by-day': { spent: 30, reserved: 0 } });
});

test('a budget that begins in the middle of a month starts with what the month has cost', async () => {
  await spend(10);
  at(EVENING - 48 * HOUR_MS);
  await put('day', { scope: { task: 'chat' } });
  await spend(7);
  at(EVENING);
  await put('month', { scope: { task: 'chat' } });
  expect(await standings()).toMatchObject({ 'by-month': { spent: 17, reserved: 0 } });
  await put('day', { scope: { api_key: 'key_other' } });
  expect(await standings()).toMatchObject({ 'by-day': { spent: 0, reserved: 0 } });
});

test('counters are forgotten some days after their period', async () => {
  const { redis, keys } = stand.installation.store;
  await spend(1);
  const ends = [Date.UTC(2031, 1, 1), Date.UTC(2031, 1, 1)].map((end) => end / 1_000 + 8 * 86_400);
  expect(await redis.expiretime(keys.spending(tenant, '2031-01-31'))).toBe(ends[0]);
  expect(await redis.expiretime(keys.spending(tenant, '2031-01'))).toBe(ends[1]);
});

test('a tenant without budgets has no counters', async () => {
  const { redis, keys } = stand.installation.store;
  tenant = await stand.tenant();
  await spend(5);
  expect(await redis.keys(`${keys.prefix}:{${tenant}}:spending*`)).toEqual([]);
  expect(await redis.keys(`${keys.prefix}:{${tenant}}:budgets*`)).toEqual([]);
});
