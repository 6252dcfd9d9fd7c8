import { invalidRequest } from '../http/api-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { readJsonBody } from '../http/read-body.ts';
import { sendJson } from '../http/send.ts';
import type { Fault } from '../models/fault-table.ts';
import type { JsonObject } from '../protocol/json.ts';
import { readBoolean, readNumber } from '../protocol/parameter.ts';
import type { Simulation } from '../simulation.ts';

const fields = ['model', 'status', 'delay_ms', 'hang', 'count'];
const maxDelayMs = 86_400_000;

/** Answers `PUT /simulator/faults`: sets the fault of a model (`*` for all), in place of an earlier one. */
export async function setFault(
  { faults, models }: Simulation,
  { request, response }: Exchange,
): Promise<void> {
  const fault = readFault((await readJsonBody(request)).value);
  if (fault.model !== '*' && !models.find(fault.model)) {
    throw invalidRequest(`There is no model '${fault.model.slice(0, 200)}'.`, 'model', 'model_not_found');
  }
  faults.set(fault);
  sendJson(response, 200, describeFault(fault));
}

/** Answers `GET /simulator/faults`. */
export function listFaults({ faults }: Simulation, { response }: Exchange): void {
  sendJson(response, 200, { object: 'list', data: faults.list().map(describeFault) });
}

/** Answers `DELETE /simulator/faults?model=`: removes the fault of one model, or all of them. */
export function removeFaults({ faults }: Simulation, { response, query }: Exchange): void {
  sendJson(response, 200, {
    object: 'simulator.faults',
    deleted: faults.remove(query.get('model') ?? undefined),
  });
}

function readFault(body: JsonObject): Fault {
  const unknown = Object.keys(body).find((name) => !fields.includes(name));
  if (unknown)
    throw invalidRequest(`Unknown field '${unknown}'. A fault has: ${fields.join(', ')}.`, unknown);
  if (typeof body.model !== 'string') throw invalidRequest("A fault needs a 'model'.", 'model');
  const fault: Fault = {
    model: body.model,
    status: readNumber(body, 'status', { from: 400, to: 599, integer: true }),
    delayMs: readNumber(body, 'delay_ms', { from: 0, to: maxDelayMs }) ?? 0,
    hang: readBoolean(body, 'hang'),
    remaining: readNumber(body, 'count', { from: 1, to: Number.MAX_SAFE_INTEGER, integer: true }),
  };
  if (fault.status || fault.delayMs > 0 || fault.hang) return fault;
  throw invalidRequest("A fault needs a 'status', a 'delay_ms' or 'hang'.");
}

function describeFault(fault: Fault) {
  return {
    object: 'simulator.fault',
    model: fault.model,
    status: fault.status ?? null,
    delay_ms: fault.delayMs,
    hang: fault.hang,
    count: fault.remaining ?? null,
  };
}
