import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Sends bytes that no HTTP client would send, and reads until the first answer is whole or the server closes.
 * Undefined when the server closed without a word.
 */
export async function sendRaw(
  url: string,
  ...parts: (string | Uint8Array)[]
): Promise<RawAnswer | undefined> {
  const { hostname, port } = new URL(url);
  const { promise, resolve } = Promise.withResolvers<RawAnswer | undefined>();
  let received = '';
  const socket = connect(Number(port), hostname, () => {
    for (const part of parts) socket.write(part);
  });
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
    const answer = parse(received);
    if (answer) resolve(answer);
  });
  socket.on('error', () => {});
  socket.on('close', () => resolve(parse(received, true)));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

function parse(text: string, closed = false): RawAnswer | undefined {
  const split = text.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const [line = '', ...lines] = text.slice(0, split).split('\r\n');
  const headers = new Map(
    lines.map((header): [string, string] => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
    }),
  );
  const body = text.slice(split + 4);
  if (!closed && body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  return { status: Number(line.split(' ')[1]), headers, body: Buffer.from(body, 'latin1').toString() };
}
