import { z } from 'zod';
import { endpointObjectSchema } from '../../shared/contracts/endpoint-object.ts';
import { listEndpoints as listStored } from '../../shared/stores/list-endpoints.ts';
import { endpointObject } from '../../shared/stores/render-endpoint.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { listBody, listSchema, pageQuery } from '../http/list.ts';
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
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rest = endpoints.filter(
      ({ id, createdAt }) => !after || createdAt > after.at || (createdAt === after.at && id > after.id),
    );
    const page = rest.slice(0, query.limit);
    const last = rest.length > query.limit ? page.at(-1) : undefined;
    const next = last && encodeCursor(last.createdAt, last.id);
    return {
      status: 200,
      body: listBody(
        page.map((endpoint) => endpointObject(endpoint)),
        next,
      ),
    };
  },
});
