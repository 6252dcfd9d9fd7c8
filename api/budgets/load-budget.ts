import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { type BudgetStanding, readBudget } from '../../shared/cost/read-budgets.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { Store } from '../../shared/stores/store.ts';

/**
 * A budget as it stands now.
 * @throws AppError `not_found`
 */
export async function loadBudget(store: Store, tenant: string, name: string): Promise<BudgetStanding> {
  const budget = NAME_PATTERN.test(name) ? await readBudget(store, tenant, name, Date.now()) : undefined;
  if (!budget) throw new AppError('not_found', `There is no budget ${name}.`);
  return budget;
}

/** Renders a budget as the API shows it. */
export function budgetObject({ name, rules, spent, reserved, resetsAt, createdAt }: BudgetStanding) {
  return {
    object: 'budget',
    name,
    ...rules,
    spent_micro_usd: spent,
    reserved_micro_usd: reserved,
    remaining_micro_usd: Math.max(0, rules.limit_micro_usd - spent - reserved),
    resets_at: rfc3339(resetsAt),
    created_at: rfc3339(createdAt),
  };
}
