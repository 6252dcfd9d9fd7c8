import { createHmac, type KeyObject } from 'node:crypto';
import { open, seal } from './seal.ts';

/** A box for the content of one object of a tenant (a job, an endpoint, a delivery). */
export interface Box {
  /** Seals a value as JSON. */
  seal(part: string, value: unknown): Buffer;
  /** @throws SealError */
  open<T>(part: string, sealed: Buffer): T;
  /**
   * A digest of a value that only whoever has the key can make: it says nothing of the value once the key is destroyed.
   * 22 letters of base64url.
   */
  commit(part: string, value: unknown): string;
  /** Seals a text as it is. */
  sealText(part: string, text: string): Buffer;
  /** @throws SealError */
  openText(part: string, sealed: Buffer): string;
}

/** The box of an object; `context` names it, e.g. `job_…`. What is sealed in one opens in no other. */
export function boxOf(key: KeyObject, context: string): Box {
  const place = (part: string) => `${context} ${part}`;
  return {
    seal: (part, value) => seal(key, place(part), JSON.stringify(value)),
    open: <T>(part: string, sealed: Buffer) => JSON.parse(open(key, place(part), sealed).toString()) as T,
    commit: (part, value) =>
      createHmac('sha256', key)
        .update(`commit ${place(part)} ${JSON.stringify(value)}`)
        .digest('base64url')
        .slice(0, 22),
    sealText: (part, text) => seal(key, place(part), text),
    openText: (part, sealed) => open(key, place(part), sealed).toString(),
  };
}
