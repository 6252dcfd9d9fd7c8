import type { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import type { Dispatcher } from 'undici';

/** Turns what the connection reported into what a caller of `fetch` expects to catch. */
export type ReadFailure = (error: unknown) => unknown;

/**
 * A `Response` over a pooled client's answer.
 * It reads the body straight from the connection's buffers, which costs a fraction of a web stream; the stream
 * exists only for callers that ask for `body`. It can be read once, and not cloned.
 */
export class PooledResponse implements Response {
  readonly headers: Headers;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly type = 'default';
  readonly redirected = false;
  readonly #source: Dispatcher.ResponseData['body'];
  readonly #failure: ReadFailure;
  #stream: ReadableStream | undefined;
  #wasRead = false;

  constructor(url: string, answer: Dispatcher.ResponseData, failure: ReadFailure) {
    this.url = url;
    this.status = answer.statusCode;
    this.statusText = answer.statusText;
    this.headers = readHeaders(answer.headers);
    this.#source = answer.body;
    this.#failure = failure;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get bodyUsed(): boolean {
    return this.#wasRead || this.#source.bodyUsed;
  }

  get body(): ReadableStream {
    this.#stream ??= ReadableStream.from(chunksOf(this.#source, this.#failure));
    return this.#stream;
  }

  text(): Promise<string> {
    return this.#read(() => this.#source.text());
  }

  json(): Promise<unknown> {
    return this.text().then(JSON.parse);
  }

  bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read(() => this.#source.arrayBuffer());
  }

  blob(): Promise<Blob> {
    return this.#standard().blob();
  }

  formData(): Promise<FormData> {
    return this.#standard().formData();
  }

  clone(): never {
    throw new TypeError('a pooled response is read once and cannot be cloned');
  }

  #standard(): Response {
    return new Response(this.body, { status: this.status, headers: this.headers });
  }

  #read<T>(read: () => Promise<T>): Promise<T> {
    if (this.bodyUsed || this.#stream?.locked)
      return Promise.reject(new TypeError('the body was read already'));
    this.#wasRead = true;
    return read().catch((error: unknown) => Promise.reject(this.#failure(error)));
  }
}

function readHeaders(received: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const name in received) {
    const value = received[name];
    if (typeof value === 'string') headers.append(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}

/** How long a body nobody reads on may take to end by itself, in milliseconds. */
const LINGER_MS = 100;

function chunksOf(source: Readable, failure: ReadFailure): AsyncIterable<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const iterator = {
    next: () => chunks.next().catch((error: unknown) => Promise.reject(failure(error))),
    return: async () => {
      void readOn(source, chunks);
      return { done: true as const, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

/**
 * Readers of events stop at the last one, a moment before the body ends: reading on until then keeps the
 * connection for the next request. A body that has more to say loses its connection.
 */
async function readOn(source: Readable, chunks: AsyncIterator<unknown>): Promise<void> {
  const giveUp = setTimeout(() => source.destroy(), LINGER_MS);
  try {
    while (!(await chunks.next()).done);
  } catch {
    // The connection is gone, which is what giving up asks for.
  }
  clearTimeout(giveUp);
}
