import { isId } from '../security/ids.ts';
import { openIfPossible } from '../security/seal.ts';
import { deliveryBox } from './delivery-box.ts';
import { type DeliveryRecord, parseDelivery } from './delivery-record.ts';
import { DELIVERY_PART } from './new-delivery.ts';
import type { Store } from './store.ts';

/** A delivery with what its receiver answered. */
export interface StoredDelivery {
  readonly record: DeliveryRecord;
  /** First 1 KB of the last response. */
  readonly response?: string;
}

/** Reads several deliveries at once, in the order of `ids`; unknown ones are left out. */
export async function readDeliveries(
  store: Store,
  tenant: string,
  ids: readonly string[],
): Promise<StoredDelivery[]> {
  const { redis, keys } = store;
  const hashes = await Promise.all(ids.map((id) => redis.hgetall(keys.delivery(tenant, id))));
  const records = ids.flatMap((id, i) => parseDelivery(tenant, id, hashes[i] ?? {}) ?? []);
  return Promise.all(records.map(async (record) => ({ record, response: await responseOf(store, record) })));
}

/** What the receiver answered. One that does not open must not hide its record, nor those beside it. */
async function responseOf(store: Store, record: DeliveryRecord): Promise<string | undefined> {
  const { response } = record;
  const box = response && (await deliveryBox(store, record));
  return box && openIfPossible(() => box.open<string>(DELIVERY_PART.response, response));
}

/** Reads one delivery; undefined when this tenant has none of that id. */
export async function readDelivery(
  store: Store,
  tenant: string,
  id: string,
): Promise<StoredDelivery | undefined> {
  return isId(id) ? (await readDeliveries(store, tenant, [id]))[0] : undefined;
}
