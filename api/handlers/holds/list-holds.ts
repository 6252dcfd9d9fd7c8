import { readHolds } from '../../../shared/stores/legal-holds.ts';
import { listBody, listSchema } from '../../http/list.ts';
import { defineRoute } from '../../http/route.ts';
import { holdObject, holdObjectSchema } from './hold-object.ts';

export const listHolds = defineRoute({
  method: 'get',
  path: '/v1/legal-holds',
  scope: 'holds:read',
  tag: 'Governance',
  summary: 'List what is under legal hold, oldest first',
  answers: { 200: { description: 'All holds', schema: listSchema(holdObjectSchema) } },
  handler: async ({ context, principal }) => {
    const holds = await readHolds(context.installation.store, principal.tenant);
    return { status: 200, body: listBody(holds.map(holdObject)) };
  },
});
