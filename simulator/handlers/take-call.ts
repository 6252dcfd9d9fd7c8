import { ApiError } from '../http/api-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { type CallBody, readJsonBody } from '../http/read-body.ts';
import type { Conduct } from '../models/conduct.ts';
import { decideConduct } from '../models/decide-conduct.ts';
import type { Model } from '../models/directory.ts';
import { unknownModel } from '../models/model-errors.ts';
import type { JsonObject } from '../protocol/json.ts';
import { readModel } from '../protocol/model-name.ts';
import { hashText } from '../random.ts';
import type { Simulation } from '../simulation.ts';
import { perform, type Stage } from './perform.ts';

/** What an endpoint makes of a request body: how to name its prompt, and how to answer it. */
export interface Reading {
  readonly prompt: () => string;
  /** What happened when this call was recorded, for a recorded model. */
  readonly recorded?: Conduct;
  readonly content: Stage['content'];
}

/** Reads the body of a call to a model. Errors: `ApiError` 400 naming the parameter. */
export type ReadCall = (body: JsonObject, model: Model, callId: string) => Reading;

/** Takes a call to a model from its body to its answer, and keeps the log of it. */
export async function takeCall(
  simulation: Simulation,
  exchange: Exchange,
  read: ReadCall,
  readBody: (request: Exchange['request']) => Promise<CallBody> = readJsonBody,
): Promise<void> {
  const { request, response, path } = exchange;
  const { log } = simulation;
  const { value: body, bytes } = await readBody(request);
  const name = exchange.name === '' ? body.model : exchange.name;
  const model = typeof name === 'string' ? simulation.models.find(name) : undefined;
  const call = log.begin({
    model: model?.name ?? null,
    path,
    stream: body.stream === true,
    request: body,
    bytes,
    authorizationPresent: 'authorization' in request.headers || 'api-key' in request.headers,
  });
  response.once('close', () => log.abort(call));
  // A client can be gone by the time its body is read; no event follows then.
  if (response.destroyed) log.abort(call);
  try {
    if (!model) throw unknownModel(exchange.name || readModel(body));
    const { prompt, recorded, content } = read(body, model, call.id);
    const conduct = decideConduct(model, {
      seed: simulation.seed,
      nowMs: performance.now(),
      fault: simulation.faults.take(model.name),
      prompt: () => hashText(prompt()),
      recorded,
    });
    perform(conduct, {
      response,
      content,
      headers: { 'x-request-id': call.id },
      onAnswered: (status) => log.finish(call, status),
    });
  } catch (error) {
    log.finish(call, error instanceof ApiError ? error.status : 500);
    throw error;
  }
}
