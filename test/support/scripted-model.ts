import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The body of a call, as far as tests look at it. */
interface CallBody {
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly [parameter: string]: unknown;
}

/** One call, which the test answers piece by piece. */
export interface ScriptedCall {
  readonly body: CallBody;
  /** Resolves when the client has left before the answer's end. */
  readonly aborted: Promise<void>;
  /** Says something in headers of the answer, before anything else of it. */
  tell(headers: Record<string, string>): void;
  /** Streams a piece of text. */
  write(text: string): void;
  /** Ends the answer; a call that asked for no stream gets all that was written at once. */
  end(finishReason?: string, usage?: TokenUsage): void;
  /** Breaks the connection in the middle of the answer. */
  break(): void;
  /** Answers with an error instead. */
  fail(status: number, headers?: Record<string, string>, code?: string): void;
}

/** Tokens as a provider counts them. */
export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

/** A model server whose every answer the test writes itself. */
export class ScriptedModel {
  readonly #calls: ScriptedCall[] = [];
  readonly #waiting: ((call: ScriptedCall) => void)[] = [];
  readonly #server = createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
    });
    request.on('end', () => this.#take(scripted(JSON.parse(raw) as CallBody, response)));
  });

  /** Starts listening; returns the base URL for the catalog. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The next call nobody has taken yet. */
  next(): Promise<ScriptedCall> {
    const call = this.#calls.shift();
    return call ? Promise.resolve(call) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(call: ScriptedCall): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(call);
    else this.#calls.push(call);
  }
}

function scripted(body: CallBody, response: ServerResponse): ScriptedCall {
  let text = '';
  const chunk = (choices: unknown[], more: object = {}) => {
    if (!response.headersSent) response.setHeader('content-type', 'text/event-stream');
    const event = { id: 'scripted', object: 'chat.completion.chunk', choices, ...more };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  return {
    body,
    aborted: new Promise((resolve) => {
      response.once('close', () => {
        if (!response.writableEnded) resolve();
      });
    }),
    tell: (headers) => response.setHeaders(new Headers(headers)),
    write: (piece) => {
      text += piece;
      if (body.stream) chunk([{ index: 0, delta: { role: 'assistant', content: piece } }]);
    },
    end: (finish_reason = 'stop', usage: TokenUsage = USAGE) => {
      if (body.stream) {
        chunk([{ index: 0, delta: {}, finish_reason }]);
        chunk([], { usage });
        response.end('data: [DONE]\n\n');
        return;
      }
      const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason }];
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 'scripted', object: 'chat.completion', choices, usage }));
    },
    break: () => response.socket?.destroy(),
    fail: (status, headers = {}, code) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(
        JSON.stringify({ error: { message: 'scripted', type: code ?? 'server_error', code: code ?? null } }),
      );
    },
  };
}
