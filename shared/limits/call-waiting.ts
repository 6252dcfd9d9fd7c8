import type { HopQueues } from '../queues/hop-queues.ts';
import type { Store } from '../stores/store.ts';
import { tenantLimitKeys, waitingHop } from './waiting-hops.ts';

/** A call goes unheard where its caller dies; it is repeated after this, in ms. */
const UNHEARD_MS = 10_000;

/**
 * Wakes hops that wait for their tenant, as far as its limits have room. Ending jobs call the next by themselves; this
 * is for limits that have changed, minutes that have passed, and calls that got lost.
 * @param most hops to wake at once
 * @returns how many were woken
 */
export async function callWaiting(
  { store, queues }: { readonly store: Store; readonly queues: HopQueues },
  tenant: string,
  most: number,
): Promise<number> {
  const keys = tenantLimitKeys(store.keys, tenant);
  const reply = (await store.run('call-waiting', keys, [Date.now(), most, UNHEARD_MS])) as Buffer[];
  await queues.wake(reply.map(waitingHop));
  return reply.length;
}
