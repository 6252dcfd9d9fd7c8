import type { DeliveryStatus } from '../contracts/delivery-states.ts';
import { readDeliveries, type StoredDelivery } from './deliveries.ts';
import type { Store } from './store.ts';

/** What a list of deliveries is narrowed to. Times are Unix ms. */
export interface DeliveryFilter {
  readonly endpointId: string;
  readonly statuses?: readonly DeliveryStatus[];
  /** Inclusive. */
  readonly createdAfter?: number;
  /** Exclusive. */
  readonly createdBefore?: number;
}

/** A place in a list: deliveries strictly behind it follow. */
export interface DeliveryCursor {
  readonly createdAt: number;
  readonly id: string;
}

export interface DeliveryPage {
  readonly deliveries: readonly StoredDelivery[];
  /** Where the next page starts, while there may be one. */
  readonly next?: DeliveryCursor;
}

export type DeliveryOrder = 'newest' | 'oldest';

/** Deliveries looked at for one page, so that a filter that matches little cannot hold a request. */
const SCAN_LIMIT = 5_000;
const CHUNK = 200;

/** One page of an endpoint's deliveries. It may be short although more follow: `next` says so. */
export async function listDeliveries(
  store: Store,
  tenant: string,
  filter: DeliveryFilter,
  page: { readonly limit: number; readonly order: DeliveryOrder; readonly after?: DeliveryCursor },
): Promise<DeliveryPage> {
  const found: StoredDelivery[] = [];
  let after = page.after;
  for (let scanned = 0; scanned < SCAN_LIMIT; scanned += CHUNK) {
    const places = await placesBehind(store, tenant, filter, page.order, after);
    const ids = places.map(({ id }) => id);
    const read = await readDeliveries(store, tenant, ids);
    const byId = new Map(read.map((delivery) => [delivery.record.id, delivery]));
    for (const place of places) {
      const delivery = byId.get(place.id);
      if (delivery && wants(filter, delivery)) {
        if (found.length === page.limit) return { deliveries: found, next: after };
        found.push(delivery);
      }
      after = place;
    }
    if (places.length < CHUNK) return { deliveries: found };
  }
  return { deliveries: found, next: after };
}

function wants({ statuses }: DeliveryFilter, { record }: StoredDelivery): boolean {
  return !statuses || statuses.includes(record.status);
}

/** The next entries behind a place. Redis orders equal times by id, so the place is exact. */
async function placesBehind(
  { redis, keys }: Store,
  tenant: string,
  filter: DeliveryFilter,
  order: DeliveryOrder,
  after: DeliveryCursor | undefined,
): Promise<DeliveryCursor[]> {
  const key = keys.endpointDeliveries(tenant, filter.endpointId);
  const newest = order === 'newest';
  const from = newest ? undefined : after?.createdAt;
  const to = newest ? after?.createdAt : undefined;
  const min = from ?? filter.createdAfter ?? '-inf';
  const max = to ?? (filter.createdBefore === undefined ? '+inf' : `(${filter.createdBefore}`);
  const passed = ({ id, createdAt }: DeliveryCursor) =>
    after !== undefined && createdAt === after.createdAt && (newest ? id >= after.id : id <= after.id);
  const places: DeliveryCursor[] = [];
  for (let offset = 0; places.length < CHUNK; offset += CHUNK) {
    const flat = newest
      ? await redis.zrevrangebyscore(key, max, min, 'WITHSCORES', 'LIMIT', offset, CHUNK)
      : await redis.zrangebyscore(key, min, max, 'WITHSCORES', 'LIMIT', offset, CHUNK);
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const place = { id: flat[i] ?? '', createdAt: Number(flat[i + 1]) };
      if (!passed(place)) places.push(place);
    }
    if (flat.length < 2 * CHUNK) break;
  }
  return places;
}
