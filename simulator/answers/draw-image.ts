import { crc32, deflateSync } from 'node:zlib';
import { createRandom, hashText } from '../random.ts';

const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const comment = 'This is a simulator: no model has drawn this picture.';
const stripes = 8;

/**
 * A PNG of stripes whose colours come from a text: the same text always gives the same picture. Its comment says
 * that it is simulated.
 */
export function drawImage(text: string, width: number, height: number): Buffer {
  const random = createRandom(hashText(text));
  const palette = Buffer.from(Array.from({ length: 3 * stripes }, () => Math.floor(256 * random())));
  const row = Buffer.alloc(1 + width);
  for (let x = 0; x < width; x += 1) row[1 + x] = Math.floor((stripes * x) / width);
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height)),
    chunk('PLTE', palette),
    chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One byte a pixel, which is the number of a colour in the palette. */
function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.writeUInt8(8, 8);
  bytes.writeUInt8(3, 9);
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
