import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError, messageOf } from '../../shared/errors/app-error.ts';
import { checkJson } from './check-json.ts';

const MOST_BYTES = 1024 ** 2;

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads a JSON body of at most 1 MiB, decoded. What is too large is refused at once; what still comes of it
 * is read and dropped, so that the sender can hear the answer.
 * @throws AppError `unsupported_media_type`, `payload_too_large`, `invalid_json`, `invalid_request`
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  requireJson(request.headers['content-type']);
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const bytes = await readBytes(request);
  if (!isUtf8(bytes)) throw new AppError('invalid_json', 'The body is not valid UTF-8.');
  const value = parse(bytes.toString('utf8'));
  checkJson(value);
  return value;
}

function requireJson(contentType: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (!/^application\/(json|[a-z0-9.-]+\+json)$/.test(type.trim())) {
    throw new AppError('unsupported_media_type', 'Send the body as Content-Type: application/json.');
  }
  const charset = parameters
    .map((parameter) => /^\s*charset="?([^"]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return;
  throw new AppError('unsupported_media_type', 'Send the body as UTF-8.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const place = /line \d+ column \d+/.exec(messageOf(error))?.[0];
    throw new AppError('invalid_json', `The body could not be parsed as JSON${place ? ` (${place})` : ''}.`);
  }
}

function tooLarge(): AppError {
  return new AppError('payload_too_large', 'The body may be at most 1 MiB, also after decompression.');
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return collect(request, request, encoding);
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding]?.() : undefined;
  if (!decoder) {
    throw new AppError(
      'unsupported_media_type',
      'Send the body plain, or with Content-Encoding gzip, deflate or br.',
    );
  }
  try {
    return await collect(request, request.pipe(decoder), encoding);
  } finally {
    request.unpipe(decoder);
    decoder.destroy();
    request.resume();
  }
}

/** @param source the request itself, or what decodes it */
function collect(request: IncomingMessage, source: Readable, encoding: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let chunks: Buffer[] = [];
  let length = 0;
  source.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= MOST_BYTES) {
      chunks.push(chunk);
      return;
    }
    chunks = [];
    reject(tooLarge());
  });
  source.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  const cutOff = () => reject(new AppError('invalid_request', 'The request was cut off.'));
  request.once('error', cutOff);
  if (source !== request) {
    source.on('error', () => reject(new AppError('invalid_request', `The body is not valid ${encoding}.`)));
  }
  return promise;
}
