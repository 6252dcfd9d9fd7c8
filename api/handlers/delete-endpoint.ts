import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { deleteEndpoint as remove } from '../../shared/stores/change-endpoint.ts';
import { DEFAULT_ENDPOINT } from '../../shared/stores/endpoints.ts';
import { defineRoute } from '../http/route.ts';
import { loadEndpoint } from '../webhooks/load-endpoint.ts';

const goneSchema = z
  .strictObject({ id: z.string(), object: z.literal('webhook_endpoint'), deleted: z.literal(true) })
  .meta({ id: 'DeletedWebhookEndpoint' });

export const deleteEndpoint = defineRoute({
  method: 'delete',
  path: '/v1/webhook-endpoints/:id',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: 'Delete a webhook endpoint; deliveries that wait for it fail',
  answers: { 200: { description: 'It is gone', schema: goneSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const { tenant, keyId } = principal;
    const id = params.id ?? '';
    if (id === DEFAULT_ENDPOINT) {
      throw new AppError(
        'endpoint_required',
        'The endpoint default signs for every address without a secret.',
      );
    }
    await loadEndpoint(store, tenant, id);
    await remove(store, tenant, id);
    await appendAudit(store, tenant, { actor: `key:${keyId}`, action: 'endpoint.delete', target: id });
    return { status: 200, body: { id, object: 'webhook_endpoint', deleted: true } };
  },
});
