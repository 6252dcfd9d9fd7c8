import { budgetObjectSchema } from '../../shared/contracts/budget-object.ts';
import { budgetObject, loadBudget } from '../budgets/load-budget.ts';
import { defineRoute } from '../http/route.ts';

export const getBudget = defineRoute({
  method: 'get',
  path: '/v1/budgets/:name',
  scope: 'budgets:read',
  tag: 'Cost',
  summary: 'Read a budget: what is spent, reserved and left',
  answers: { 200: { description: 'The budget', schema: budgetObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const budget = await loadBudget(context.installation.store, principal.tenant, params.name ?? '');
    return { status: 200, body: budgetObject(budget) };
  },
});
