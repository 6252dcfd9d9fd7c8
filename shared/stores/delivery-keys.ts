import type { Store } from './store.ts';

/** Record and body of each delivery, and the list of its endpoint. */
export async function deliveryKeys(
  { redis, keys }: Store,
  tenant: string,
  deliveries: readonly string[],
): Promise<string[]> {
  const groups = await Promise.all(
    deliveries.map(async (delivery) => {
      const endpoint = await redis.hget(keys.delivery(tenant, delivery), 'endpoint');
      return [
        ...[keys.delivery(tenant, delivery), keys.deliveryMessage(tenant, delivery)],
        keys.endpointDeliveries(tenant, endpoint ?? ''),
      ];
    }),
  );
  return groups.flat();
}
