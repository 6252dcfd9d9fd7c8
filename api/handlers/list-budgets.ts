import { z } from 'zod';
import { budgetObjectSchema } from '../../shared/contracts/budget-object.ts';
import { listBudgets as list } from '../../shared/cost/read-budgets.ts';
import { budgetObject } from '../budgets/load-budget.ts';
import { listSchema, pageOf, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';

export const listBudgets = defineRoute({
  method: 'get',
  path: '/v1/budgets',
  scope: 'budgets:read',
  tag: 'Cost',
  summary: "List the tenant's budgets",
  query: z.strictObject(pageQuery),
  answers: {
    200: { description: 'A page of budgets, oldest first', schema: listSchema(budgetObjectSchema) },
  },
  handler: async ({ context, principal, query }) => {
    const budgets = await list(context.installation.store, principal.tenant, Date.now());
    const named = budgets.map((budget) => ({ ...budget, id: budget.name }));
    return { status: 200, body: pageOf(named, query, budgetObject) };
  },
});
