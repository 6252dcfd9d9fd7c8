/** What the benchmark uses of autocannon 9, which brings no types. */
declare module 'autocannon' {
  export interface Client {
    /** Called for each request; what it returns is written to the connection as it is. */
    getRequestBuffer(): Buffer;
    readonly requestIterator: { readonly currentRequest: { readonly requestBuffer: Buffer } };
  }
  export interface Options {
    url: string;
    method: string;
    headers: Record<string, string>;
    body?: string;
    connections: number;
    duration?: number;
    amount?: number;
    timeout: number;
    /** Milliseconds between looks at whether it is to stop. */
    sampleInt: number;
    setupClient?(client: Client): void;
  }
  export interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
  }
  export interface Instance extends Promise<Result> {
    on(
      event: 'response',
      listener: (client: Client, status: number, bytes: number, ms: number) => void,
    ): this;
  }
  export default function autocannon(options: Options): Instance;
}
