import { z } from 'zod';
import { redriveDeliveries } from '../../shared/lifecycle/redrive-deliveries.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { defineRoute } from '../http/route.ts';
import { requireDeliveriesOf } from '../webhooks/load-endpoint.ts';

const time = z.iso.datetime({ offset: true });

const bodySchema = z
  .strictObject({
    since: time.describe('Deliveries created at or after this moment.'),
    until: time.optional().describe('Deliveries created before this moment. Default: now.'),
    status: z.enum(['delivered', 'failed']).optional().describe('Default: both.'),
    cursor: z.string().max(256).optional().describe('The next_cursor of the call before.'),
  })
  .meta({ id: 'Redelivery' });

const answerSchema = z
  .strictObject({
    object: z.literal('redelivery'),
    redelivered: z.int().min(0),
    next_cursor: z.string().nullable().describe('More are left: call again with it.'),
  })
  .meta({ id: 'RedeliveryResult' });

export const redeliverRange = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/:id/redeliver',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: "Send an endpoint's deliveries of a time range again, oldest first, at most 1,000 a call",
  body: bodySchema,
  answers: { 202: { description: 'How many are on their way', schema: answerSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { tenant, keyId } = principal;
    const id = params.id ?? '';
    await requireDeliveriesOf(context.installation.store, tenant, id);
    const after = body.cursor === undefined ? undefined : decodeCursor(body.cursor);
    const { count, next } = await redriveDeliveries(
      context.installation,
      tenant,
      id,
      {
        since: Date.parse(body.since),
        until: body.until === undefined ? undefined : Date.parse(body.until),
        status: body.status,
        after: after && { createdAt: after.at, id: after.id },
      },
      `key:${keyId}`,
    );
    const cursor = next ? encodeCursor(next.createdAt, next.id) : null;
    return { status: 202, body: { object: 'redelivery', redelivered: count, next_cursor: cursor } };
  },
});
