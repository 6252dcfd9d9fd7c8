import { describeCall } from '../calls/describe-call.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { sendJson, sendText } from '../http/send.ts';
import type { Simulation } from '../simulation.ts';

/** Answers `GET /simulator/calls?limit=&model=`: the log, oldest call first, and the exact counts. */
export function listCalls({ log }: Simulation, { response, query }: Exchange): void {
  const calls = log.list({ model: query.get('model') ?? undefined, limit: readLimit(query.get('limit')) });
  const counts = log.counts();
  const totals = JSON.stringify({
    total: counts.total,
    in_flight: counts.inFlight,
    max_in_flight: counts.maxInFlight,
    max_in_flight_by_model: counts.maxInFlightByModel,
    total_by_model: counts.totalByModel,
  });
  sendText(
    response,
    200,
    `{"object":"list","data":[${calls.map(describeCall).join(',')}],${totals.slice(1)}`,
  );
}

/** Answers `DELETE /simulator/calls`: empties the log, the counters, and what models remember of calls. */
export function forgetCalls({ log, models }: Simulation, { response }: Exchange): void {
  log.reset();
  models.reset();
  sendJson(response, 200, { object: 'simulator.calls', deleted: true });
}

function readLimit(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidRequest("Invalid 'limit': expected a whole number.", 'limit', 'invalid_value');
}
