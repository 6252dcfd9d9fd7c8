import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { endpointObjectSchema, eventListSchema } from '../../shared/contracts/endpoint-object.ts';
import { webhookUrlSchema } from '../../shared/contracts/job-request.ts';
import { assertAllowedUrl } from '../../shared/http/guarded-agent.ts';
import { changeEndpoint } from '../../shared/stores/change-endpoint.ts';
import { defineRoute } from '../http/route.ts';
import { endpointReply, loadEndpoint } from '../webhooks/load-endpoint.ts';

const bodySchema = z
  .strictObject({
    url: webhookUrlSchema,
    events: eventListSchema,
    status: z.enum(['enabled', 'disabled']).describe('`enabled` brings a disabled endpoint back.'),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'give url, events or status')
  .meta({ id: 'WebhookEndpointChange' });

export const updateEndpoint = defineRoute({
  method: 'patch',
  path: '/v1/webhook-endpoints/:id',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: 'Change a webhook endpoint, enable or disable it',
  body: bodySchema,
  answers: { 200: { description: 'The endpoint', schema: endpointObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { store, config } = context.installation;
    const { tenant, keyId } = principal;
    const id = params.id ?? '';
    await loadEndpoint(store, tenant, id);
    if (body.url !== undefined) assertAllowedUrl(body.url, config.ALLOW_PRIVATE_ADDRESSES);
    await changeEndpoint(store, tenant, id, body);
    await appendAudit(store, tenant, {
      actor: `key:${keyId}`,
      action: 'endpoint.update',
      target: id,
      reason: Object.keys(body).join(','),
    });
    return endpointReply(store, tenant, id);
  },
});
