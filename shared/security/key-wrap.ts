import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { SealError } from './seal.ts';

/** AES-256 key wrap (RFC 3394) with its own initial value; what it wraps is checked when it is unwrapped. */
const CIPHER = 'id-aes256-wrap';
const INITIAL = Buffer.from('A6A6A6A6A6A6A6A6', 'hex');

/** Wraps a key of 32 bytes. @returns 54 letters of base64url */
export function wrapKey(wrapping: KeyObject, key: Buffer): string {
  const cipher = createCipheriv(CIPHER, wrapping, INITIAL);
  return Buffer.concat([cipher.update(key), cipher.final()]).toString('base64url');
}

/** Opens what `wrapKey` made. @throws SealError for another wrapping key, or damage */
export function unwrapKey(wrapping: KeyObject, wrapped: string): KeyObject {
  try {
    const decipher = createDecipheriv(CIPHER, wrapping, INITIAL);
    const key = Buffer.concat([decipher.update(Buffer.from(wrapped, 'base64url')), decipher.final()]);
    return createSecretKey(key);
  } catch {
    throw new SealError('the wrapped key does not open with this key');
  }
}
