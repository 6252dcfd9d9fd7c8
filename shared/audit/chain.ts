import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** An entry in its place: each hash covers the entry, its number and the hash of the one before. */
export interface ChainedEntry {
  /** From 1 on, without gaps. */
  readonly seq: number;
  /** What is told: names, ids, codes and digests. */
  readonly entry: Readonly<Record<string, string>>;
  readonly hash: string;
}

/** How far a chain has come, with the signature of whoever keeps it. */
export interface Head {
  /** `tenant:<name>` or `installation`. */
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  /** RFC 3339. */
  readonly at: string;
  /** Ed25519 over the four above, base64url. */
  readonly signature: string;
}

/** What the first entry has in the place of the hash before it. */
export const GENESIS = '0'.repeat(43);

/** The hash of an entry in its place: SHA-256 over RFC 8785 of all that it covers, base64url. */
export function hashOf(chain: string, prev: string, { seq, entry }: Omit<ChainedEntry, 'hash'>): string {
  const names = Object.keys(entry).sort();
  // Of texts alone, sorted, JSON.stringify writes what RFC 8785 asks for.
  const canonical = JSON.stringify([chain, seq, prev, names.map((name) => [name, entry[name]])]);
  return createHash('sha256').update(canonical).digest('base64url');
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs heads, from 32 bytes. */
export function signingKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}

/** What others verify signatures with: SPKI as base64. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

export function signHead(key: KeyObject, head: Omit<Head, 'signature'>): Head {
  return { ...head, signature: sign(null, messageOf(head), key).toString('base64url') };
}

/** Whether a head was signed by the holder of a key. */
export function isSigned(publicKey: string, head: Head): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, messageOf(head), key, Buffer.from(head.signature, 'base64url'));
  } catch {
    return false;
  }
}

function messageOf({ chain, seq, hash, at }: Omit<Head, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify([chain, seq, hash, at]));
}
