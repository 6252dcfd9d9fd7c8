import type { DeliveryObject } from '../contracts/delivery-object.ts';
import type { StoredDelivery } from './deliveries.ts';
import { rfc3339 } from './render-job.ts';

const timeOrNull = (ms: number | undefined) => (ms === undefined ? null : rfc3339(ms));

/** Renders a delivery as the API shows it. */
export function deliveryObject({ record, response }: StoredDelivery): DeliveryObject {
  return {
    id: record.id,
    object: 'delivery',
    event: record.event,
    job_id: record.jobId ?? null,
    endpoint_id: record.endpointId,
    status: record.status,
    attempts: record.attempts,
    redrives: record.redrives,
    code: record.code ?? null,
    response_code: record.responseCode ?? null,
    response_body: response ?? null,
    duration_ms: record.durationMs ?? null,
    created_at: rfc3339(record.createdAt),
    last_attempt_at: timeOrNull(record.lastAttemptAt),
    next_attempt_at: timeOrNull(record.nextAttemptAt),
    history: record.history.map(({ at, code, durationMs }) => ({
      at: rfc3339(at),
      code,
      duration_ms: durationMs,
    })),
  };
}
