import type { DeliveryRecord } from './delivery-record.ts';
import { CHECK_INTERVAL_MS } from './move-job.ts';
import type { Store } from './store.ts';

/**
 * Moves a delivery to a new hop: `redrive` starts its schedule anew from any state, `repair` goes on where a
 * pending delivery lost its hop.
 * @param now Unix ms
 * @param delayMs until the hop's first attempt
 * @returns the new hop; undefined when the delivery has moved on meanwhile, or is gone
 */
export async function requeueDelivery(
  { keys, run }: Store,
  { tenant, id, hop }: Pick<DeliveryRecord, 'tenant' | 'id' | 'hop'>,
  why: 'redrive' | 'repair',
  now: number,
  delayMs = 0,
): Promise<number | undefined> {
  const reply = await run(
    'requeue-delivery',
    [keys.delivery(tenant, id), keys.openDeliveries(tenant)],
    [id, hop, now, now + delayMs + CHECK_INTERVAL_MS, why],
  );
  return typeof reply === 'number' && reply > 0 ? reply : undefined;
}

/**
 * Says when the reconciler looks at a delivery again. One that is settled or gone is watched no longer.
 * @param at Unix ms
 */
export async function checkDeliveryLater(
  { keys, run }: Store,
  tenant: string,
  id: string,
  at: number,
): Promise<void> {
  await run('check-delivery', [keys.delivery(tenant, id), keys.openDeliveries(tenant)], [id, at]);
}
