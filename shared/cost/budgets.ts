import type { BudgetRules } from '../contracts/budget-object.ts';
import { AppError } from '../errors/app-error.ts';
import type { Store } from '../stores/store.ts';
import { formatThresholds, placeOf } from './budget-record.ts';
import { countersEnd, dayOf, daysUpTo } from './periods.ts';
import { counterKeys } from './reservation.ts';

/** How many budgets a tenant may have. */
const MOST_BUDGETS = 1_000;

/**
 * Creates a budget or changes the one of its name; the next admission is held to it. A new one starts with what was
 * spent in its period before.
 * @param now Unix ms
 * @returns whether it is new
 * @throws AppError `limit_reached`, or `already_exists` when another budget applies to the same and for as long
 */
export async function putBudget(
  { keys, run, budgeted }: Store,
  tenant: string,
  name: string,
  rules: BudgetRules,
  now: number,
): Promise<boolean> {
  const today = dayOf(now);
  const reply = await run(
    'put-budget',
    [
      ...[keys.budgets(tenant), keys.budgetNames(tenant), ...counterKeys(keys, tenant, today)],
      keys.tenantEvents(tenant),
      ...daysUpTo(today, rules.period).map((day) => keys.usage(tenant, day)),
    ],
    [
      ...[name, placeOf(rules), rules.mode, rules.limit_micro_usd, formatThresholds(rules.thresholds)],
      ...[now, MOST_BUDGETS, JSON.stringify(countersEnd(today))],
    ],
  );
  if (reply === -1) throw new AppError('limit_reached', `A tenant may have ${MOST_BUDGETS} budgets.`);
  if (reply instanceof Buffer) {
    const { scope, period } = rules;
    const what = scope.task ?? scope.api_key ?? 'the whole tenant';
    throw new AppError('already_exists', `The budget ${reply} applies to ${what} by the ${period} already.`);
  }
  budgeted.add(tenant);
  return reply === 1;
}

/**
 * Deletes a budget.
 * @returns false when there is none of that name
 */
export async function deleteBudget({ keys, run }: Store, tenant: string, name: string): Promise<boolean> {
  const counters = counterKeys(keys, tenant, dayOf(Date.now()));
  const reply = await run(
    'delete-budget',
    [keys.budgets(tenant), keys.budgetNames(tenant), ...counters],
    [name],
  );
  return reply === 1;
}
