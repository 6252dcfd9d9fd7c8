import { z } from 'zod';
import { endpointObjectSchema } from '../../shared/contracts/endpoint-object.ts';
import { listEndpoints as listStored } from '../../shared/stores/list-endpoints.ts';
import { endpointObject } from '../../shared/stores/render-endpoint.ts';
import { listSchema, pageOf, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';

export const listEndpoints = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints',
  scope: 'webhooks:read',
  tag: 'Webhooks',
  summary: "List the tenant's webhook endpoints, oldest first",
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'A page of endpoints', schema: listSchema(endpointObjectSchema) } },
  handler: async ({ context, principal, query }) => {
    const endpoints = await listStored(context.installation.store, principal.tenant);
    return { status: 200, body: pageOf(endpoints, query, (endpoint) => endpointObject(endpoint)) };
  },
});
