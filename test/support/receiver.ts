import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { JobObject } from '../../shared/contracts/job-object.ts';

/** One webhook message as it arrived. */
export interface Message {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: JobObject };
  readonly path: string;
  /** Whether the whole answer went out before the sender hung up. */
  answered: boolean;
}

/** How a receiver answers a message; by default 204. */
export type Answer = (
  message: Message,
) => { status: number; headers?: Record<string, string>; body?: string; afterMs?: number } | 'hang';

/** A webhook receiver on real HTTP. Its waits latch: what has already arrived counts. */
export class Receiver {
  readonly messages: Message[] = [];
  readonly secret = `whsec_${Buffer.from('a secret for tests of 32 bytes!!').toString('base64')}`;
  answer: Answer = () => ({ status: 204 });
  readonly #watchers = new Set<() => void>();
  readonly #server = createServer((request, response) => {
    let raw = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
    });
    request.on('end', () => {
      const { headers, url = '/' } = request;
      const message: Message = {
        id: String(headers['webhook-id']),
        headers,
        raw,
        body: JSON.parse(raw),
        path: url,
        answered: false,
      };
      response.once('finish', () => {
        message.answered = true;
      });
      this.messages.push(message);
      const answer = this.answer(message);
      if (answer !== 'hang') {
        const send = () => response.writeHead(answer.status, answer.headers).end(answer.body);
        if (answer.afterMs) setTimeout(send, answer.afterMs);
        else send();
      }
      for (const watcher of this.#watchers) watcher();
    });
  });

  /** Starts listening; returns the address to name as a webhook's URL. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves once `count` messages match. */
  async waitFor(count: number, matches: (message: Message) => boolean = () => true): Promise<Message[]> {
    const found = () => this.messages.filter(matches);
    if (found().length >= count) return found();
    return new Promise((resolve) => {
      const watcher = () => {
        if (found().length < count) return;
        this.#watchers.delete(watcher);
        resolve(found());
      };
      this.#watchers.add(watcher);
    });
  }

  /** Verifies a message with the reference library. @throws when its signature is wrong */
  verify(message: Message, secret = this.secret): unknown {
    return new Webhook(secret).verify(message.raw, message.headers as Record<string, string>);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
