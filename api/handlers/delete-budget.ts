import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { deleteBudget as remove } from '../../shared/cost/budgets.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { defineRoute } from '../http/route.ts';

const goneSchema = z
  .strictObject({ object: z.literal('budget'), name: z.string(), deleted: z.literal(true) })
  .meta({ id: 'DeletedBudget' });

export const deleteBudget = defineRoute({
  method: 'delete',
  path: '/v1/budgets/:name',
  scope: 'budgets:write',
  tag: 'Cost',
  summary: 'Delete a budget; it holds nothing back any more',
  answers: { 200: { description: 'It is gone', schema: goneSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const { tenant, keyId } = principal;
    const name = params.name ?? '';
    if (!(await remove(store, tenant, name))) throw new AppError('not_found', `There is no budget ${name}.`);
    await appendAudit(store, tenant, { actor: `key:${keyId}`, action: 'budget.delete', target: name });
    return { status: 200, body: { object: 'budget', name, deleted: true } };
  },
});
