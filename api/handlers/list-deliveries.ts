import { z } from 'zod';
import { deliveryObjectSchema } from '../../shared/contracts/delivery-object.ts';
import { DELIVERY_STATUSES } from '../../shared/contracts/delivery-states.ts';
import { listDeliveries as listStored } from '../../shared/stores/list-deliveries.ts';
import { deliveryObject } from '../../shared/stores/render-delivery.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { listBody, listSchema, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';
import { requireDeliveriesOf } from '../webhooks/load-endpoint.ts';

const time = z.iso.datetime({ offset: true });

const querySchema = z.strictObject({
  ...pageQuery,
  status: z.enum(DELIVERY_STATUSES).optional(),
  created_after: time.optional().describe('At or after this moment.'),
  created_before: time.optional().describe('Before this moment.'),
});

export const listDeliveries = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/:id/deliveries',
  scope: 'webhooks:read',
  tag: 'Webhooks',
  summary:
    'List the deliveries of an endpoint, newest first; `own` lists those to addresses with secrets of their own',
  query: querySchema,
  answers: { 200: { description: 'A page of deliveries', schema: listSchema(deliveryObjectSchema) } },
  handler: async ({ context, principal, params, query }) => {
    const { store } = context.installation;
    const endpointId = params.id ?? '';
    await requireDeliveriesOf(store, principal.tenant, endpointId);
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { deliveries, next } = await listStored(
      store,
      principal.tenant,
      {
        endpointId,
        statuses: query.status && [query.status],
        createdAfter: query.created_after === undefined ? undefined : Date.parse(query.created_after),
        createdBefore: query.created_before === undefined ? undefined : Date.parse(query.created_before),
      },
      { limit: query.limit, order: 'newest', after: after && { createdAt: after.at, id: after.id } },
    );
    const cursor = next && encodeCursor(next.createdAt, next.id);
    return { status: 200, body: listBody(deliveries.map(deliveryObject), cursor) };
  },
});
