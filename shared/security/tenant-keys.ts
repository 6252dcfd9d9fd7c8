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

/** Boxes that are remembered: a job asks for its own several times within moments. */
const MOST_BOXES = 1_000;

/** The keys of one tenant, unwrapped: what seals its content, names its jobs and blinds its indexes. */
export class TenantKeys {
  readonly #data: KeyObject;
  readonly #index: KeyObject;
  readonly #boxes = new Map<string, Box>();

  /** @param secret 32 bytes, the tenant's own key */
  constructor(secret: Buffer) {
    const own = createSecretKey(secret);
    this.#data = deriveKey(own, 'data');
    this.#index = deriveKey(own, 'index');
  }

  /** The box of one object; `context` names it, e.g. `job_…`. */
  box(context: string): Box {
    const known = this.#boxes.get(context);
    if (known) return known;
    const key = deriveKey(this.#data, context);
    const box: Box = {
      seal: (part, value) => seal(key, part, JSON.stringify(value)),
      open: <T>(part: string, sealed: Buffer) => JSON.parse(open(key, part, sealed).toString()) as T,
      sealText: (part, text) => seal(key, part, text),
      openText: (part, sealed) => open(key, part, sealed).toString(),
    };
    if (this.#boxes.size >= MOST_BOXES) this.#boxes.clear();
    this.#boxes.set(context, box);
    return box;
  }

  /** The id of the job that an idempotency key stands for. */
  jobId(idempotencyKey: string): string {
    return derivedId('job', this.#index, `idempotency:${idempotencyKey}`);
  }

  /** A keyed digest (22 characters) under which a value can be found but not read. */
  digest(label: string, value: string): string {
    return createHmac('sha256', this.#index).update(`${label}:${value}`).digest('base64url').slice(0, 22);
  }
}
