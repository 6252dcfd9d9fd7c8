import { Agent } from 'undici';
import { PooledResponse } from './pooled-response.ts';

export interface PooledFetchOptions {
  /** The most connections kept to one origin; further requests wait for a free one. */
  readonly connections: number;
  /** How long connecting may take, in milliseconds. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** How long an idle connection is kept, in milliseconds. Default 4,000: below what servers commonly keep. */
  readonly keepAliveTimeoutMs?: number;
  /** Bytes after which a response's body fails to be read, and loses its connection. Default: any number. */
  readonly longestBody?: number;
}

export type PooledFetch = typeof fetch & {
  /** Resolves when the requests in flight have ended and every connection is closed. Later calls fail. */
  close(): Promise<void>;
};

interface Call {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal | null;
}

/**
 * A `fetch` over one pool of keep-alive connections per origin, several times cheaper than the global one.
 *
 * It does what an API client needs and hides nothing: no retries, no redirects (a 3xx is the answer), no
 * decompression (none is asked for), and no timeouts beside the one for connecting. An aborted signal closes the
 * request's connection at once, so that the server sees it, also while the body is being read. Response bodies
 * are streamed; request bodies that are neither text nor bytes are read whole before they are sent.
 *
 * @throws what the signal was aborted with, else `TypeError` with the connection's error as `cause`.
 */
export function createPooledFetch(options: PooledFetchOptions): PooledFetch {
  const agent = new Agent({
    connections: options.connections,
    connect: { timeout: options.connectTimeoutMs ?? 10_000 },
    keepAliveTimeout: options.keepAliveTimeoutMs ?? 4_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: options.longestBody ?? -1,
    // One request per connection lets an abort end exactly one request.
    allowH2: false,
  });

  async function pooledFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const call = plainCall(input, init) ?? (await callOf(new Request(input, init)));
    const { url, method, headers, body, signal } = call;
    const failure = (error: unknown) =>
      signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause: error });
    const target = { origin: url.origin, path: url.pathname + url.search };
    try {
      const answer = await agent.request({ ...target, method, headers, body, signal });
      return new PooledResponse(url.href, answer, failure);
    } catch (error) {
      throw failure(error);
    }
  }
  return Object.assign(pooledFetch, { close: () => agent.close() });
}

/** The call when it can be sent as it stands, which saves building a `Request`. */
function plainCall(input: string | URL | Request, init: RequestInit = {}): Call | undefined {
  const { method = 'GET', body = null, signal = null } = init;
  if (input instanceof Request) return undefined;
  if (body !== null && typeof body !== 'string' && !(body instanceof Uint8Array)) return undefined;
  const headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
  if (body !== null && !headers.has('content-type')) return undefined;
  return { url: new URL(input), method, headers, body, signal };
}

async function callOf(request: Request): Promise<Call> {
  const { url, method, headers, signal } = request;
  return { url: new URL(url), method, headers, body: request.body && (await request.bytes()), signal };
}
