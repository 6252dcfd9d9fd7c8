/** A delivery is `pending` until it is delivered or its schedule is spent; a redrive makes it pending again. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
