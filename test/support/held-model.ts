import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call to a held model. Times are Unix ms. */
export interface HeldCall {
  readonly prompt: string;
  readonly startedAt: number;
  /** Resolves when it is answered or its client has left. */
  readonly ended: Promise<{ readonly how: 'answered' | 'aborted'; readonly at: number }>;
  /** Answers, unless it has ended. */
  answer(text?: string): void;
  /** Answers with an HTTP error. */
  refuse(status: number): void;
}

const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

/** A model that answers when the test says so. Its waits latch: calls that have already begun count. */
export class HeldModel {
  readonly calls: HeldCall[] = [];
  /** The most calls there were at the same time. */
  maxInFlight = 0;
  #inFlight = 0;
  readonly #watchers = new Set<() => void>();
  readonly #server = createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
    });
    request.on('end', () => this.#take(JSON.parse(raw), response));
  });

  /** Starts listening; returns the base URL for the catalog. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The n-th call with a prompt, from 1, as soon as it has begun. */
  call(prompt: string, n = 1): Promise<HeldCall> {
    return this.#asSoonAs(() => this.callsOf(prompt)[n - 1]);
  }

  /** The call that began as the n-th of all, from 1, as soon as it has. */
  nth(n: number): Promise<HeldCall> {
    return this.#asSoonAs(() => this.calls[n - 1]);
  }

  async #asSoonAs(find: () => HeldCall | undefined): Promise<HeldCall> {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  callsOf(prompt: string): HeldCall[] {
    return this.calls.filter((call) => call.prompt === prompt);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(
    body: { readonly stream?: boolean; readonly messages: readonly { readonly content: string }[] },
    response: ServerResponse,
  ): void {
    const { promise: ended, resolve } = Promise.withResolvers<Awaited<HeldCall['ended']>>();
    let open = true;
    const end = (how: 'answered' | 'aborted') => {
      if (!open) return;
      open = false;
      this.#inFlight -= 1;
      resolve({ how, at: Date.now() });
    };
    this.#inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.#inFlight);
    response.once('close', () => end('aborted'));
    this.calls.push({
      prompt: body.messages.at(-1)?.content ?? '',
      startedAt: Date.now(),
      ended,
      answer: (text = 'an answer') => {
        if (!open) return;
        end('answered');
        if (body.stream) stream(response, text);
        else send(response, text);
      },
      refuse: (status) => {
        if (!open) return;
        end('answered');
        response.writeHead(status).end();
      },
    });
    for (const watcher of this.#watchers) watcher();
  }
}

function send(response: ServerResponse, content: string): void {
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 'held', object: 'chat.completion', choices: [choice], usage: USAGE }));
}

function stream(response: ServerResponse, content: string): void {
  const chunk = (rest: object) =>
    `data: ${JSON.stringify({ id: 'held', object: 'chat.completion.chunk', ...rest })}\n\n`;
  response.setHeader('content-type', 'text/event-stream');
  response.write(chunk({ choices: [{ index: 0, delta: { role: 'assistant', content } }] }));
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
  response.end(`${chunk({ choices: [], usage: USAGE })}data: [DONE]\n\n`);
}
