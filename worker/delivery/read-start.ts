import type { Readable } from 'node:stream';

/** Bytes of a response that are kept. */
const KEPT_BYTES = 1_024;
/** Bytes that are read at most, so that the connection can be used again; what sends more loses it. */
const READ_BYTES = 64 * 1_024;

/**
 * Reads the first 1 KB of a body as text; a character cut in half at the end is left out. A body that goes on
 * and on, breaks or takes too long is dropped together with its connection: what came of it counts.
 */
export async function readStart(body: Readable): Promise<string> {
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body.on('error', ignoreDrop) as AsyncIterable<Buffer>) {
      if (size < KEPT_BYTES) kept.push(chunk.subarray(0, KEPT_BYTES - size));
      size += chunk.length;
      if (size > READ_BYTES) break;
    }
  } catch {
    // The answer's status has arrived, and it decides.
  }
  return new TextDecoder().decode(Buffer.concat(kept), { stream: size > KEPT_BYTES });
}

/** Dropping a body that has more to come raises an error of its own, which nobody waits for. */
function ignoreDrop(): void {}
