import { appendAudit } from '../../shared/audit/append-audit.ts';
import {
  type BudgetRules,
  budgetObjectSchema,
  budgetRulesSchema,
} from '../../shared/contracts/budget-object.ts';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { putBudget as put } from '../../shared/cost/budgets.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { announceEvents } from '../../shared/lifecycle/announce-events.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { listApiKeys } from '../../shared/stores/api-keys.ts';
import { budgetObject, loadBudget } from '../budgets/load-budget.ts';
import { defineRoute } from '../http/route.ts';

export const putBudget = defineRoute({
  method: 'put',
  path: '/v1/budgets/:name',
  scope: 'budgets:write',
  tag: 'Cost',
  summary: 'Create a budget or change the one of this name; it binds the next job',
  body: budgetRulesSchema,
  answers: {
    200: { description: 'The budget, changed', schema: budgetObjectSchema },
    201: { description: 'The budget, created', schema: budgetObjectSchema },
  },
  handler: async ({ context, principal, params, body }) => {
    const { installation } = context;
    const { store } = installation;
    const { tenant, keyId } = principal;
    const name = params.name ?? '';
    if (!NAME_PATTERN.test(name)) {
      throw new AppError('invalid_request', `name: must match ${NAME_PATTERN.source}.`);
    }
    await checkScope(installation, tenant, body.scope);
    const created = await put(store, tenant, name, body, Date.now());
    await appendAudit(store, tenant, { actor: `key:${keyId}`, action: 'budget.put', target: name });
    // A lower limit may have reached a threshold; what is not announced here, maintenance announces.
    void announceEvents(installation, tenant).catch(() => {});
    return { status: created ? 201 : 200, body: budgetObject(await loadBudget(store, tenant, name)) };
  },
});

/** A budget for something that does not exist would never hold anything back. */
async function checkScope(
  { catalog, store }: Installation,
  tenant: string,
  { task, api_key }: BudgetRules['scope'],
): Promise<void> {
  if (task !== undefined && !catalog.entry('tasks', task)) {
    throw new AppError('unknown_task', `scope.task: there is no task ${task}.`);
  }
  if (api_key === undefined) return;
  const keys = await listApiKeys(store, tenant);
  if (keys.some(({ id }) => id === api_key)) return;
  throw new AppError('invalid_request', `scope.api_key: there is no API key of the id ${api_key}.`);
}
