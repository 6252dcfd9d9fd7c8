import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Link {
  readonly client: Socket;
  readonly target: Socket;
  /** Everything its client has sent first, in lower case: tells what the connection is for. */
  opening: string;
  dark: boolean;
}

const OPENING_BYTES = 20_000;

/**
 * Stands between a process and Redis and can let connections go half-open: both ends keep them, but nothing
 * passes any more.
 */
export class RedisProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #dark = false;

  /** @param port where Redis listens */
  constructor(port: number) {
    this.#server = createServer((client) => this.#open(client, port));
  }

  /** Starts listening; returns the URL to connect to. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets the connections that have sent a word (a command, or their name) go half-open, for good. Returns how many. */
  darken(word: string): number {
    const meant = [...this.#links].filter(({ opening }) => opening.includes(`\n${word}\r`));
    for (const link of meant) link.dark = true;
    return meant.length;
  }

  /** Lets all connections go half-open, for good, and new ones too until `heal`. */
  darkenAll(): void {
    this.#dark = true;
    for (const link of this.#links) link.dark = true;
  }

  /** New connections pass again. */
  heal(): void {
    this.#dark = false;
  }

  async stop(): Promise<void> {
    for (const { client, target } of this.#links) {
      client.destroy();
      target.destroy();
    }
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(client: Socket, port: number): void {
    const link: Link = { client, target: connect(port, '127.0.0.1'), opening: '', dark: this.#dark };
    this.#links.add(link);
    const { target } = link;
    client.on('data', (data) => {
      if (link.opening.length < OPENING_BYTES) link.opening += data.toString('latin1').toLowerCase();
      if (!link.dark) target.write(data);
    });
    target.on('data', (data) => {
      if (!link.dark) client.write(data);
    });
    const close = () => {
      this.#links.delete(link);
      client.destroy();
      target.destroy();
    };
    for (const socket of [client, target]) socket.on('close', close).on('error', close);
  }
}
