import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { pooledRandomBytes } from './random-bytes.ts';

const FORMAT = Buffer.of(1);
const NONCE = 12;
const HEADER = FORMAT.length + NONCE;
const TAG = 16;

/** Something sealed that cannot be opened: another key, another place, or damage. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/**
 * A key of a narrower purpose, derived from its parent: no single key ever seals enough messages for random
 * nonces to collide. Keys are key objects because Node takes five times as
 * long to start a cipher or HMAC from a buffer.
 */
export function deriveKey(parent: KeyObject, context: string): KeyObject {
  return createSecretKey(createHmac('sha256', parent).update(context).digest());
}

/**
 * Seals with AES-256-GCM: one byte format, 12 bytes nonce, ciphertext, 16 bytes tag. `place` is
 * authenticated, so that a sealed value cannot be moved to another place.
 */
export function seal(key: KeyObject, place: string, plain: string | Buffer): Buffer {
  const nonce = pooledRandomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  return Buffer.concat([FORMAT, nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made. @throws SealError */
export function open(key: KeyObject, place: string, sealed: Buffer): Buffer {
  if (sealed.length < HEADER + TAG || sealed[0] !== FORMAT[0]) throw new SealError('not a sealed value');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(FORMAT.length, HEADER));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    const body = decipher.update(sealed.subarray(HEADER, sealed.length - TAG));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    throw new SealError('the sealed value does not open with this key at this place');
  }
}

/** What `open` gives; undefined where the sealed value does not open. */
export function openIfPossible<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
