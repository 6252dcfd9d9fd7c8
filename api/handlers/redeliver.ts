import { deliveryObjectSchema } from '../../shared/contracts/delivery-object.ts';
import { redriveDelivery } from '../../shared/lifecycle/redrive-delivery.ts';
import { deliveryObject } from '../../shared/stores/render-delivery.ts';
import { defineRoute, emptyBody } from '../http/route.ts';

export const redeliver = defineRoute({
  method: 'post',
  path: '/v1/deliveries/:id/redeliver',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: 'Send a delivery again at once, in whatever state it is, under the same webhook-id',
  body: emptyBody,
  bodyOptional: true,
  answers: { 202: { description: 'The delivery, pending', schema: deliveryObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const { tenant, keyId } = principal;
    const delivery = await redriveDelivery(context.installation, tenant, params.id ?? '', `key:${keyId}`);
    return { status: 202, body: deliveryObject(delivery) };
  },
});
