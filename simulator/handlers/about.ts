import type { Exchange } from '../http/exchange.ts';
import { sendJson } from '../http/send.ts';

/** Answers `GET /`: what this is, so that nobody takes it for a model. */
export function describeSimulator({ response }: Exchange): void {
  sendJson(response, 200, {
    object: 'simulator',
    simulator: true,
    message: 'This is a simulator. It speaks the OpenAI wire protocol, and no model stands behind it.',
    chat: '/v1/chat/completions',
    embeddings: '/v1/embeddings',
    moderations: '/v1/moderations',
    images: '/v1/images/generations',
    transcriptions: '/v1/audio/transcriptions',
    models: '/v1/models',
    calls: '/simulator/calls',
    faults: '/simulator/faults',
  });
}

/** Answers `GET /healthz`. */
export function reportHealth({ response }: Exchange): void {
  sendJson(response, 200, { status: 'ok', simulator: true });
}
