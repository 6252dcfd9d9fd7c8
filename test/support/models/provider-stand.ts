import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createPooledFetch, type PooledFetch } from '../../../shared/http/pooled-fetch.ts';
import { itemsOf, objectOf } from '../../../worker/models/json-values.ts';
import type { ModelPort } from '../../../worker/models/model-port.ts';
import { eventText, readWire, sends, streams, type WireAnswer, WireServer } from '../wire-server.ts';
import { openModel } from './open-model.ts';
import type { Provider } from './providers.ts';

/** Bytes after which the stand's client reads no further. */
export const LONGEST_BODY = 8 * 1_024 ** 2;

/** A server in a provider's place, with its recorded traffic. */
export interface ProviderStand {
  readonly server: WireServer;
  /** The provider's model, with more said in its definition. */
  model(definition?: Readonly<Record<string, unknown>>): ModelPort;
  /** Serves a recorded exchange; returns the request that belongs to it. */
  replay(name: string): unknown;
  /** A recorded exchange as it is stored; `recorded` when it must be there. */
  recorded(name: string): Record<string, unknown>;
  /** The whole answer, as text. */
  body(): string;
  /** The streamed answer's events. */
  events(): readonly unknown[];
  /** The streamed answer as text, changed by the test. */
  serveStream(change: (text: string) => string | Uint8Array): void;
}

/** Opens a stand for the tests of a `describe`. */
export function provideStand(provider: Provider): ProviderStand {
  const server = new WireServer();
  let url = '';
  let fetch: PooledFetch;
  beforeAll(async () => {
    url = await server.start();
    fetch = createPooledFetch({ connections: 8, longestBody: LONGEST_BODY });
  });
  beforeEach(() => {
    server.requests.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    await fetch.close();
  });
  const recorded = (name: string) => {
    const found = readWire(provider.wire, name);
    if (!found) throw new Error(`${provider.name} has no recorded exchange ${name}`);
    return found;
  };
  const events = () => itemsOf(objectOf(recorded('stream').response)?.events);
  return {
    server,
    recorded,
    events,
    model: (definition = {}) => openModel('chat', { url, fetch }, { ...provider.definition, ...definition }),
    replay: (name) => {
      const { request, response } = recorded(name);
      server.answer = answerOf(objectOf(response) ?? {});
      return { ...objectOf(request), model: provider.definition.provider_model };
    },
    body: () => JSON.stringify(objectOf(recorded('answer').response)?.body),
    serveStream: (change) => {
      server.answer = sends(change(events().map(eventText).join('')), { type: 'text/event-stream' });
    },
  };
}

function answerOf({ events, body, status }: Readonly<Record<string, unknown>>): WireAnswer {
  if (events) return streams(itemsOf(events));
  return sends(JSON.stringify(body), { status: typeof status === 'number' ? status : 200 });
}
