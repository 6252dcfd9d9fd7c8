import type { DeliveryClaim } from './begin-delivery.ts';
import { deliveryBox } from './delivery-box.ts';
import { type DeliveryRecord, formatAttempt } from './delivery-record.ts';
import { OWN_ENDPOINT } from './endpoints.ts';
import { CHECK_INTERVAL_MS } from './move-job.ts';
import { DELIVERY_PART } from './new-delivery.ts';
import type { Store } from './store.ts';

/** How one attempt ended. Times are Unix ms. */
export interface Settlement {
  /**
   * `retry`: again later; `failed`: its schedule is spent; `gone`: the receiver wants no more;
   * `dropped`: failed without being sent.
   */
  readonly outcome: 'delivered' | 'retry' | 'failed' | 'gone' | 'dropped';
  readonly code: string;
  readonly at: number;
  readonly durationMs?: number;
  readonly responseCode?: number;
  /** Start of the response; absent or empty where there was none. */
  readonly response?: string;
  /** For `retry`. */
  readonly nextAttemptAt?: number;
}

export type Settled = 'recorded' | 'endpoint-disabled' | 'superseded';

/** Why an endpoint was disabled, by the outcome that did it. */
const DISABLED_REASON: Partial<Record<Settlement['outcome'], string>> = {
  gone: 'gone',
  failed: 'delivery_exhausted',
};

/** What settling needs to know of a delivery. */
export interface SettlingDelivery
  extends Pick<DeliveryRecord, 'tenant' | 'id' | 'endpointId' | 'own' | 'jobId' | 'dataKey' | 'subject'>,
    Partial<Pick<DeliveryRecord, 'response'>> {}

/** Records how an attempt ended, and what it means for the endpoint, unless the delivery has moved on. */
export async function settleDelivery(
  store: Store,
  delivery: SettlingDelivery,
  claim: Pick<DeliveryClaim, 'hop' | 'attempt'>,
  settlement: Settlement,
): Promise<Settled> {
  const { keys } = store;
  const { tenant, id } = delivery;
  const { outcome, at, nextAttemptAt = at } = settlement;
  const endpoint = delivery.own ? OWN_ENDPOINT : delivery.endpointId;
  const reply = await store.run(
    'settle-delivery',
    [
      ...[keys.delivery(tenant, id), keys.openDeliveries(tenant)],
      ...[keys.endpoint(tenant, endpoint), keys.endpointLog(tenant, endpoint)],
    ],
    [
      ...[id, claim.hop, claim.attempt, at, outcome, nextAttemptAt + CHECK_INTERVAL_MS],
      DISABLED_REASON[outcome] ?? '',
      formatAttempt({ at, code: settlement.code, durationMs: settlement.durationMs ?? 0 }),
      ...(await fieldsOf(store, delivery, settlement)),
    ],
  );
  return reply === 0 ? 'superseded' : reply === 2 ? 'endpoint-disabled' : 'recorded';
}

async function fieldsOf(
  store: Store,
  delivery: SettlingDelivery,
  settlement: Settlement,
): Promise<(string | number)[]> {
  const { response } = delivery;
  const { outcome, code, at } = settlement;
  if (outcome === 'dropped') return ['code', code];
  return [
    ...['code', code, 'last_attempt_at', at, 'duration_ms', settlement.durationMs ?? 0],
    ...['response_code', settlement.responseCode ?? ''],
    ...(outcome === 'retry' ? ['next_attempt_at', settlement.nextAttemptAt ?? at] : []),
    ...(settlement.response || response ? ['response', await sealed(store, delivery, settlement)] : []),
  ];
}

async function sealed(store: Store, delivery: SettlingDelivery, { response }: Settlement): Promise<string> {
  if (!response) return '';
  const box = await deliveryBox(store, delivery);
  return box?.seal(DELIVERY_PART.response, response).toString('base64') ?? '';
}
