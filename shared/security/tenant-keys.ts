import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { signingKey } from '../audit/chain.ts';
import { type Box, boxOf } from './box.ts';
import { derivedId } from './ids.ts';
import { deriveKey } from './seal.ts';

/** What values are replaced by where models may not see them. */
export interface RedactionKeys {
  /** Of this pseudonyms are made: the same in all jobs of the tenant, and in no other's. */
  readonly pseudonyms: KeyObject;
  digest(value: string): string;
}

/**
 * The keys of one tenant, unwrapped: what names its jobs, blinds its indexes and seals what is about no single job; and
 * those that wrap the keys of its subjects and jobs, which are replaced from time to time.
 */
export class TenantKeys {
  readonly #data: KeyObject;
  readonly #index: KeyObject;
  readonly #dataKeys = new Map<string, KeyObject>();
  readonly redaction: RedactionKeys;
  /** Signs the heads of the tenant's audit trail. */
  readonly audit: KeyObject;
  readonly #wrapping: ReadonlyMap<number, KeyObject>;
  /** The version that wraps new keys. */
  readonly version: number;

  /**
   * @param secret 32 bytes, the tenant's own key, which never changes
   * @param later wrapping keys by version, from 2 on; the first follows from the secret
   */
  constructor(secret: Buffer, later: ReadonlyMap<number, Buffer> = new Map()) {
    const own = createSecretKey(secret);
    this.#data = deriveKey(own, 'data');
    this.#index = deriveKey(own, 'index');
    this.audit = signingKey(deriveKey(own, 'audit').export());
    this.redaction = {
      pseudonyms: deriveKey(own, 'pseudonyms'),
      digest: (value) => this.digest('redaction', value),
    };
    const wrapping = [...later].map(([version, key]) => [version, createSecretKey(key)] as const);
    this.#wrapping = new Map([[1, deriveKey(own, 'wrapping')], ...wrapping]);
    this.version = Math.max(...this.#wrapping.keys());
  }

  /** The key that wraps, or has wrapped, keys of the tenant; undefined for a version it does not have. */
  wrapping(version: number): KeyObject | undefined {
    return this.#wrapping.get(version);
  }

  /** The box of an object that is about no single job. */
  box(context: string): Box {
    return boxOf(this.#dataKey(context), context);
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
