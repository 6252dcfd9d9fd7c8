import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
  /** Resolves when the connection is gone before the answer was whole. */
  readonly left: Promise<void>;
}

/** Answers one request. */
export type WireAnswer = (response: ServerResponse) => void;

/** Reads a recorded exchange from the first of the folders that has it; undefined when none has. */
export function readWire(folders: readonly string[], name: string): Record<string, unknown> | undefined {
  for (const folder of folders) {
    try {
      return JSON.parse(readFileSync(new URL(`./wire/${folder}/${name}.json`, import.meta.url), 'utf8'));
    } catch (error) {
      if (error instanceof SyntaxError) throw error;
    }
  }
  return undefined;
}

/** Text that a stream sends for an event; one that is text already is sent as it is. */
export function eventText(event: unknown): string {
  if (typeof event === 'string') return `data: ${event}\n\n`;
  const type = typeof event === 'object' && event !== null ? Reflect.get(event, 'type') : undefined;
  return `${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
}

/** Sends a body at once. */
export function sends(
  body: string | Uint8Array,
  { status = 200, type = 'application/json', headers = {} as Record<string, string> } = {},
): WireAnswer {
  return (response) => void response.writeHead(status, { 'content-type': type, ...headers }).end(body);
}

/** Streams events, and then ends, breaks the connection, or says nothing more. */
export function streams(events: readonly unknown[], then: 'end' | 'break' | 'silence' = 'end'): WireAnswer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(events.map(eventText).join(''), () => {
      if (then === 'end') response.end();
      if (then === 'break') response.socket?.destroy();
    });
  };
}

/** Never ends: a body of the same bytes over and over, as fast as they are taken. */
export function floods(piece: string, type: string): WireAnswer {
  return (response) => {
    response.writeHead(200, { 'content-type': type });
    const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
    const more = () => {
      while (!response.destroyed && response.write(bytes));
    };
    response.on('drain', more);
    more();
  };
}

/** A server that answers every request as the test says, and remembers it. */
export class WireServer {
  answer: WireAnswer = (response) => void response.writeHead(500).end();
  readonly requests: WireRequest[] = [];
  #arrived = Promise.withResolvers<WireRequest>();
  readonly #server = createServer(async (request, response) => {
    const raw = Buffer.concat(await request.toArray());
    const taken = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: request.headers['content-type'] === 'application/json' ? JSON.parse(`${raw}`) : `${raw}`,
      left: once(response, 'close').then(() =>
        response.writableFinished ? new Promise<void>(() => {}) : undefined,
      ),
    };
    this.requests.push(taken);
    this.#arrived.resolve(taken);
    this.answer(response);
  });

  /** Starts listening; returns its address without a path. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next request from now on. */
  arrival(): Promise<WireRequest> {
    this.#arrived = Promise.withResolvers();
    return this.#arrived.promise;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
