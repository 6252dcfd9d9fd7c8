import { deliveryObjectSchema } from '../../shared/contracts/delivery-object.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { readDelivery } from '../../shared/stores/deliveries.ts';
import { deliveryObject } from '../../shared/stores/render-delivery.ts';
import { defineRoute } from '../http/route.ts';

export const getDelivery = defineRoute({
  method: 'get',
  path: '/v1/deliveries/:id',
  scope: 'webhooks:read',
  tag: 'Webhooks',
  summary: 'Read a delivery by its webhook-id',
  answers: { 200: { description: 'The delivery', schema: deliveryObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const delivery = await readDelivery(context.installation.store, principal.tenant, params.id ?? '');
    if (!delivery) throw new AppError('not_found', `There is no delivery ${params.id}.`);
    return { status: 200, body: deliveryObject(delivery) };
  },
});
