import { createHmac, type KeyObject } from 'node:crypto';
import { pooledRandomBytes } from './random-bytes.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const PAIRS = [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));
/** Four letters or digits at a time: as much as a division of 24 bits after 24 bits can hold exactly. */
const STEP = PAIRS.length ** 2;

/** 16 bytes, read as one number, as 22 letters and digits. Divides in steps, which is far faster than BigInt. */
function encode(bytes: Buffer): string {
  const limbs = [bytes.readUInt8(0)];
  for (let at = 1; at < 16; at += 3) limbs.push(bytes.readUIntBE(at, 3));
  let text = '';
  while (text.length < 24) {
    let rest = 0;
    for (let i = 0; i < limbs.length; i++) {
      const value = rest * 2 ** 24 + (limbs[i] ?? 0);
      limbs[i] = Math.floor(value / STEP);
      rest = value % STEP;
    }
    text = `${PAIRS[Math.floor(rest / PAIRS.length)]}${PAIRS[rest % PAIRS.length]}${text}`;
  }
  // 128 bits never fill the first two.
  return text.slice(2);
}

/** A fresh id, `<prefix>_` and 22 letters and digits (128 random bits). */
export function randomId(prefix: string): string {
  return `${prefix}_${encode(pooledRandomBytes(16))}`;
}

/** An id that the same key and value always give, and that nobody without the key can guess. */
export function derivedId(prefix: string, key: KeyObject, value: string): string {
  return `${prefix}_${encode(createHmac('sha256', key).update(value).digest())}`;
}

/** Whether a text that a caller sent can be an id at all; nothing else may become part of a key. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9_]{1,64}$/.test(text);
}
