import type { Readable } from 'node:stream';

/** Bytes of a response that are kept. */
const KEPT_BYTES = 1_024;
/** Bytes that are read at most, so that the connection can be used again; what sends more loses it. */
const READ_BYTES = 64 * 1_024;

/**
 * Reads the first 1 KB of a body as text; a character cut in half at the end is left out. A body that goes on
 * and on, breaks or takes too long is dropped together with its connection: what came of it counts.
 */
export function readStart(body: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const kept: Buffer[] = [];
  let size = 0;
  const end = () => resolve(textOf(kept, size));
  body.on('data', (chunk: Buffer) => {
    if (size < KEPT_BYTES) kept.push(chunk.subarray(0, KEPT_BYTES - size));
    size += chunk.length;
    if (size > READ_BYTES) body.destroy();
  });
  body.once('end', end);
  // The answer's status has arrived, and it decides: an error ends the body like its end does.
  body.on('error', end);
  body.once('close', end);
  return promise;
}

function textOf(kept: readonly Buffer[], size: number): string {
  if (size === 0) return '';
  return new TextDecoder().decode(Buffer.concat(kept), { stream: size > KEPT_BYTES });
}
