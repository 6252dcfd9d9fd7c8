import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP request together with its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The variable part of the path (a model or deployment name), decoded; empty when there is none. */
  readonly name: string;
}

/** What answers the requests of one route. */
export type Handler = (exchange: Exchange) => void | Promise<void>;
