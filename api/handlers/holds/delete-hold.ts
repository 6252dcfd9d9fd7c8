import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { liftHold } from '../../../shared/stores/legal-holds.ts';
import { defineRoute } from '../../http/route.ts';
import { holdObject, holdObjectSchema } from './hold-object.ts';

export const deleteHold = defineRoute({
  method: 'delete',
  path: '/v1/legal-holds/:id',
  scope: 'holds:write',
  tag: 'Governance',
  summary: 'Lift a legal hold: what it has kept goes when its retention says so',
  answers: { 200: { description: 'The hold that was lifted', schema: holdObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const { tenant, keyId } = principal;
    const { id = '' } = params;
    const hold = await liftHold(store, tenant, id);
    if (!hold) throw new AppError('not_found', `There is no legal hold ${id}.`);
    const audited = { actor: `key:${keyId}`, action: 'legal_hold.lift', target: hold.target };
    await appendAudit(store, tenant, { ...audited, reason: hold.reason });
    return { status: 200, body: holdObject(hold) };
  },
});
