import { createHash } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const BECH32_SUM = 1;
const BECH32M_SUM = 0x2bc830a3;
const PAYLOAD_BYTES = 21;

/** Base58Check with one version byte and a hash of 20 bytes, as addresses of Bitcoin and its kin are written. */
export function passesBase58Check(address: string): boolean {
  const bytes = decodeBase58(address, PAYLOAD_BYTES + 4);
  if (bytes === undefined) return false;
  const sum = sha256(sha256(bytes.subarray(0, PAYLOAD_BYTES)));
  return sum.subarray(0, 4).equals(bytes.subarray(PAYLOAD_BYTES));
}

/** Bech32 (BIP 173) or Bech32m (BIP 350). */
export function passesBech32(address: string): boolean {
  const lower = address.toLowerCase();
  const split = lower.lastIndexOf('1');
  if (split < 1 || (address !== lower && address !== address.toUpperCase())) return false;
  let sum = 1;
  for (let at = 0; at < split; at++) sum = step(sum) ^ (lower.charCodeAt(at) >> 5);
  sum = step(sum);
  for (let at = 0; at < split; at++) sum = step(sum) ^ (lower.charCodeAt(at) & 31);
  for (let at = split + 1; at < lower.length; at++) {
    const value = BECH32.indexOf(lower.charAt(at));
    if (value < 0) return false;
    sum = step(sum) ^ value;
  }
  return sum === BECH32_SUM || sum === BECH32M_SUM;
}

function step(sum: number): number {
  const top = sum >>> 25;
  let next = (sum & 0x1ffffff) << 5;
  for (let bit = 0; bit < 5; bit++) if ((top >>> bit) & 1) next ^= GENERATORS[bit] as number;
  return next;
}

function decodeBase58(text: string, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < text.length; at++) {
    let carry = BASE58.indexOf(text.charAt(at));
    if (carry < 0) return undefined;
    for (let place = length - 1; place >= 0; place--) {
      carry += (bytes[place] as number) * 58;
      bytes[place] = carry & 0xff;
      carry >>= 8;
    }
    if (carry !== 0) return undefined;
  }
  return bytes;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
