import type { Store } from '../stores/store.ts';
import { type Budget, parseBudget } from './budget-record.ts';
import { dayOf, periodEnd, periodOf } from './periods.ts';

/** A budget and how it stands in the current period. Amounts are micro-USD. */
export interface BudgetStanding extends Budget {
  readonly spent: number;
  readonly reserved: number;
  /** When its next period begins, in Unix ms. */
  readonly resetsAt: number;
}

/**
 * All budgets of a tenant.
 * @param now Unix ms
 */
export async function listBudgets(store: Store, tenant: string, now: number): Promise<BudgetStanding[]> {
  const stored = await store.redis.hgetall(store.keys.budgets(tenant));
  const budgets = Object.entries(stored).map(([place, text]) => parseBudget(place, text));
  return Promise.all(budgets.map((budget) => standingOf(store, tenant, budget, now)));
}

/**
 * The budget of a name; undefined when the tenant has none.
 * @param now Unix ms
 */
export async function readBudget(
  store: Store,
  tenant: string,
  name: string,
  now: number,
): Promise<BudgetStanding | undefined> {
  const { redis, keys } = store;
  const place = await redis.hget(keys.budgetNames(tenant), name);
  const text = place && (await redis.hget(keys.budgets(tenant), place));
  return text ? standingOf(store, tenant, parseBudget(place, text), now) : undefined;
}

async function standingOf(
  { redis, keys }: Store,
  tenant: string,
  budget: Budget,
  now: number,
): Promise<BudgetStanding> {
  const day = dayOf(now);
  const { period } = budget.rules;
  const counters = keys.spending(tenant, periodOf(day, period));
  const [spent, reserved] = await redis.hmget(counters, `${budget.id}:spent`, `${budget.id}:reserved`);
  return {
    ...budget,
    spent: Number(spent ?? 0),
    reserved: Number(reserved ?? 0),
    resetsAt: periodEnd(day, period),
  };
}
