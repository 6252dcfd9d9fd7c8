import { appendAudit } from '../audit/append-audit.ts';
import type { DeliveryStatus } from '../contracts/delivery-states.ts';
import { DEFAULT_ENDPOINT, OWN_ENDPOINT } from '../stores/endpoints.ts';
import { type DeliveryCursor, listDeliveries } from '../stores/list-deliveries.ts';
import type { Lifecycle } from './change-job.ts';
import { requireReachable, sendAgain } from './redrive-delivery.ts';

/** Which deliveries of an endpoint to send again. Times are Unix ms. */
export interface RedriveRange {
  /** Inclusive. */
  readonly since: number;
  /** Exclusive; default: now. */
  readonly until?: number;
  /** Default: all that have ended. Pending ones are under way already and stay as they are. */
  readonly status?: Exclude<DeliveryStatus, 'pending'>;
  /** Where the call before ended. */
  readonly after?: DeliveryCursor;
}

export interface Redriven {
  readonly count: number;
  /** Where the next call goes on, when deliveries are left. */
  readonly next?: DeliveryCursor;
}

/** Under these stand deliveries to addresses of jobs' own, which no endpoint's state concerns. */
const LISTS_OWN_ADDRESSES = new Set<string>([DEFAULT_ENDPOINT, OWN_ENDPOINT]);
/** Deliveries one call sends again at most. */
const MOST_PER_CALL = 1_000;
/** Requeued at the same time. */
const BATCH = 50;

/**
 * Sends the deliveries of an endpoint again that were created in a time range, oldest first, at most 1,000.
 * @param actor who asked: `key:…` or `user:…`
 * @throws AppError `not_found`, `endpoint_disabled`
 */
export async function redriveDeliveries(
  lifecycle: Lifecycle,
  tenant: string,
  endpointId: string,
  range: RedriveRange,
  actor: string,
): Promise<Redriven> {
  const { store } = lifecycle;
  if (!LISTS_OWN_ADDRESSES.has(endpointId)) await requireReachable(lifecycle, tenant, endpointId);
  const { deliveries, next } = await listDeliveries(
    store,
    tenant,
    {
      endpointId,
      statuses: range.status ? [range.status] : ['delivered', 'failed'],
      createdAfter: range.since,
      createdBefore: range.until ?? Date.now(),
    },
    { limit: MOST_PER_CALL, order: 'oldest', after: range.after },
  );
  let count = 0;
  for (let i = 0; i < deliveries.length; i += BATCH) {
    const batch = deliveries.slice(i, i + BATCH);
    const sent = await Promise.all(batch.map(({ record }) => sendAgain(lifecycle, record)));
    count += sent.filter(Boolean).length;
  }
  const span = [range.since, range.until ?? Date.now()].map((ms) => new Date(ms).toISOString()).join('/');
  await appendAudit(store, tenant, {
    actor,
    action: 'delivery.redrive_range',
    target: endpointId,
    reason: `${count} of ${range.status ?? 'all'} in ${span}`,
  });
  return { count, next };
}
