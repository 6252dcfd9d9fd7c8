import type { Exchange } from '../http/exchange.ts';
import { sendJson } from '../http/send.ts';
import { unknownModel } from '../models/model-errors.ts';
import type { Simulation } from '../simulation.ts';

/** Answers `GET /v1/models`: recorded models, and examples of every family. */
export function listModels(simulation: Simulation, { response }: Exchange): void {
  const data = simulation.models.list().map((name) => describeModel(name, simulation.startedAt));
  sendJson(response, 200, { object: 'list', data });
}

/** Answers `GET /v1/models/{name}` for every name that a family has. */
export function showModel(simulation: Simulation, { response, name }: Exchange): void {
  if (!simulation.models.find(name)) throw unknownModel(name);
  sendJson(response, 200, describeModel(name, simulation.startedAt));
}

function describeModel(id: string, created: number) {
  return { id, object: 'model', created, owned_by: 'simulator' };
}
