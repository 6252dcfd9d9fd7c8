import { describeSimulator, reportHealth } from './handlers/about.ts';
import { forgetCalls, listCalls } from './handlers/calls.ts';
import { answerChat } from './handlers/chat.ts';
import { answerEmbeddings } from './handlers/embeddings.ts';
import { listFaults, removeFaults, setFault } from './handlers/faults.ts';
import { answerImages } from './handlers/images.ts';
import { listModels, showModel } from './handlers/models.ts';
import { answerModerations } from './handlers/moderations.ts';
import { answerTranscriptions } from './handlers/transcriptions.ts';
import type { Exchange, Handler } from './http/exchange.ts';
import type { Route } from './http/router.ts';
import type { Simulation } from './simulation.ts';

/** Every route of a simulator. In Azure's form the deployment in the path is the model. */
export function listRoutes(simulation: Simulation): readonly Route[] {
  const using =
    (handle: (simulation: Simulation, exchange: Exchange) => void | Promise<void>): Handler =>
    (exchange) =>
      handle(simulation, exchange);

  return [
    ['GET', '/', describeSimulator],
    ['GET', '/healthz', reportHealth],
    ['POST', '/v1/chat/completions', using(answerChat)],
    ['POST', '/v1/embeddings', using(answerEmbeddings)],
    ['POST', '/v1/images/generations', using(answerImages)],
    ['POST', '/v1/audio/transcriptions', using(answerTranscriptions)],
    ['POST', '/v1/moderations', using(answerModerations)],
    ['GET', '/v1/models', using(listModels)],
    ['GET', '/v1/models/{name}', using(showModel)],
    ['POST', '/openai/v1/chat/completions', using(answerChat)],
    ['POST', '/openai/v1/embeddings', using(answerEmbeddings)],
    ['POST', '/openai/v1/images/generations', using(answerImages)],
    ['POST', '/openai/v1/audio/transcriptions', using(answerTranscriptions)],
    ['GET', '/openai/v1/models', using(listModels)],
    ['GET', '/openai/v1/models/{name}', using(showModel)],
    ['POST', '/openai/deployments/{name}/chat/completions', using(answerChat)],
    ['POST', '/openai/deployments/{name}/embeddings', using(answerEmbeddings)],
    ['POST', '/openai/deployments/{name}/images/generations', using(answerImages)],
    ['POST', '/openai/deployments/{name}/audio/transcriptions', using(answerTranscriptions)],
    ['GET', '/simulator/calls', using(listCalls)],
    ['DELETE', '/simulator/calls', using(forgetCalls)],
    ['GET', '/simulator/faults', using(listFaults)],
    ['PUT', '/simulator/faults', using(setFault)],
    ['DELETE', '/simulator/faults', using(removeFaults)],
  ];
}
