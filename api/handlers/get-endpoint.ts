import { endpointObjectSchema } from '../../shared/contracts/endpoint-object.ts';
import { defineRoute } from '../http/route.ts';
import { endpointReply } from '../webhooks/load-endpoint.ts';

export const getEndpoint = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/:id',
  scope: 'webhooks:read',
  tag: 'Webhooks',
  summary: 'Read a webhook endpoint and the log of its life',
  answers: { 200: { description: 'The endpoint', schema: endpointObjectSchema } },
  handler: ({ context, principal, params }) =>
    endpointReply(context.installation.store, principal.tenant, params.id ?? ''),
});
