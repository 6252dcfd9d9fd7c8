import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { derivedId } from './ids.ts';
import { deriveKey, open, seal } from './seal.ts';

/** A box for the content of one object of a tenant (a job, an endpoint, a delivery). */
export interface Box {
  /** Seals a value as JSON. */
  seal(part: string, value: unknown): Buffer;
  /** @throws SealError */
  open<T>(part: string, sealed: Buffer): T;
  /** Seals a text as it is. */
  sealText(part: string, text: string): Buffer;
  /** @throws SealError */
  openText(part: string, sealed: Buffer): string;
}

/** The keys of one tenant, unwrapped: what seals its content, names its jobs and blinds its indexes. */
export class TenantKeys {
  readonly #data: KeyObject;
  readonly #index: KeyObject;
  readonly #dataKeys = new Map<string, KeyObject>();

  /** @param secret 32 bytes, the tenant's own key */
  constructor(secret: Buffer) {
    const own = createSecretKey(secret);
    this.#data = deriveKey(own, 'data');
    this.#index = deriveKey(own, 'index');
  }

  /** The box of one object; `context` names it, e.g. `job_…`. What is sealed in one opens in no other. */
  box(context: string): Box {
    const key = this.#dataKey(context);
    const place = (part: string) => `${context} ${part}`;
    return {
      seal: (part, value) => seal(key, place(part), JSON.stringify(value)),
      open: <T>(part: string, sealed: Buffer) => JSON.parse(open(key, place(part), sealed).toString()) as T,
      sealText: (part, text) => seal(key, place(part), text),
      openText: (part, sealed) => open(key, place(part), sealed).toString(),
    };
  }

  /**
   * Objects share 3,844 keys, by the last two characters of their names: few enough to remember them all, and
   * so many that none seals the 2^32 messages that random nonces are good for before the tenant has sealed
   * sixteen million million.
   */
  #dataKey(context: string): KeyObject {
    const shard = context.slice(-2);
    const known = this.#dataKeys.get(shard);
    if (known) return known;
    const key = deriveKey(this.#data, shard);
    this.#dataKeys.set(shard, key);
    return key;
  }

  /** The id of the job that an idempotency key stands for. */
  jobId(idempotencyKey: string): string {
    return derivedId('job', this.#index, `idempotency:${idempotencyKey}`);
  }

  /** The id of the delivery that announces an event of the tenant to an endpoint. */
  deliveryId(event: string, endpoint: string): string {
    return derivedId('msg', this.#index, `event:${event} ${endpoint}`);
  }

  /** A keyed digest (22 characters) under which a value can be found but not read. */
  digest(label: string, value: string): string {
    return createHmac('sha256', this.#index).update(`${label}:${value}`).digest('base64url').slice(0, 22);
  }
}
