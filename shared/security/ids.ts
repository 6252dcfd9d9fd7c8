import { createHmac, type KeyObject } from 'node:crypto';
import { pooledRandomBytes } from './random-bytes.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 16 bytes as 22 letters and digits. */
function encode(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 22; i++) {
    text = ALPHABET[Number(value % 62n)] + text;
    value /= 62n;
  }
  return text;
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
