import type { EndpointObject } from '../contracts/endpoint-object.ts';
import type { EndpointLogEntry } from './endpoint-log.ts';
import type { Endpoint } from './endpoints.ts';
import { rfc3339 } from './render-job.ts';

const timeOrNull = (ms: number | undefined) => (ms === undefined ? null : rfc3339(ms));

/** Renders an endpoint as the API shows it; its secrets never come with it. */
export function endpointObject(endpoint: Endpoint, log?: readonly EndpointLogEntry[]): EndpointObject {
  const expires = endpoint.secrets.flatMap(({ until }) => (until === undefined ? [] : [until]));
  const graceEnd = Math.max(0, ...expires);
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    url: endpoint.url ?? null,
    events: [...endpoint.events],
    status: endpoint.status,
    disabled_reason: endpoint.disabledReason ?? null,
    disabled_at: timeOrNull(endpoint.disabledAt),
    consecutive_failures: endpoint.consecutiveFailures,
    last_success_at: timeOrNull(endpoint.lastSuccessAt),
    created_at: rfc3339(endpoint.createdAt),
    previous_secret_expires_at: graceEnd > Date.now() ? rfc3339(graceEnd) : null,
    ...(log && {
      log: log.map((entry) => ({
        at: rfc3339(entry.at),
        type: entry.type,
        reason: entry.reason ?? null,
        delivery_id: entry.delivery ?? null,
      })),
    }),
  };
}
