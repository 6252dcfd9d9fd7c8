import type { KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { unwrapKey, wrapKey } from '../security/key-wrap.ts';
import { pooledRandomBytes } from '../security/random-bytes.ts';
import { SealError } from '../security/seal.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';

/** The key that wraps the keys of all jobs about one subject. */
export interface SubjectKey {
  readonly key: KeyObject;
  /** As it is stored: the version of the tenant's key that wraps it, a dot, and the wrapped key. */
  readonly stored: string;
}

/** A key that was destroyed opens what it has wrapped for this much longer in other processes, in ms. */
const REMEMBERED_MS = 2_000;
const MOST_REMEMBERED = 5_000;

/** The keys of tenants' subjects. Whoever destroys one makes all that is about its subject unreadable. */
export class SubjectKeys {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #tenantKeys: (tenant: string, version?: number) => Promise<TenantKeys>;
  readonly #known = new Map<string, SubjectKey & { readonly readAt: number }>();

  constructor(
    redis: Redis,
    keys: Keys,
    tenantKeys: (tenant: string, version?: number) => Promise<TenantKeys>,
  ) {
    this.#redis = redis;
    this.#keys = keys;
    this.#tenantKeys = tenantKeys;
  }

  /** The key of a subject, by its digest; undefined where it has none, or none any more. */
  async read(tenant: string, subject: string): Promise<SubjectKey | undefined> {
    const place = this.#keys.subjectKey(tenant, subject);
    const known = this.#known.get(place);
    if (known && Date.now() - known.readAt < REMEMBERED_MS) return known;
    return this.#opened(tenant, place, await this.#redis.get(place));
  }

  /** The key of a subject; of all who ask for one at once, one makes it. */
  async ensure(tenant: string, subject: string): Promise<SubjectKey> {
    const known = await this.read(tenant, subject);
    if (known) return known;
    const place = this.#keys.subjectKey(tenant, subject);
    const secrets = await this.#tenantKeys(tenant);
    const wrapping = secrets.wrapping(secrets.version);
    if (!wrapping) throw new SealError('the tenant has no key of this version');
    const fresh = `${secrets.version}.${wrapKey(wrapping, Buffer.from(pooledRandomBytes(32)))}`;
    const first = await this.#redis.set(place, fresh, 'NX', 'GET');
    const made = await this.#opened(tenant, place, first ?? fresh);
    if (!made) throw new SealError('the key of the subject does not open');
    return made;
  }

  /** Destroys the key of a subject. @returns whether there was one */
  async destroy(tenant: string, subject: string): Promise<boolean> {
    const place = this.#keys.subjectKey(tenant, subject);
    const deleted = await this.#redis.del(place);
    this.forget(tenant, subject);
    return deleted === 1;
  }

  /** @returns whether it was remembered */
  forget(tenant: string, subject: string): boolean {
    return this.#known.delete(this.#keys.subjectKey(tenant, subject));
  }

  async #opened(tenant: string, place: string, stored: string | null): Promise<SubjectKey | undefined> {
    if (stored === null) {
      this.#known.delete(place);
      return undefined;
    }
    const version = Number.parseInt(stored, 10);
    const wrapping = (await this.#tenantKeys(tenant, version)).wrapping(version);
    if (!wrapping) throw new SealError('the tenant has no key of this version');
    const known = this.#known.get(place);
    const key =
      known?.stored === stored ? known.key : unwrapKey(wrapping, stored.slice(stored.indexOf('.') + 1));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const opened = { key, stored, readAt: Date.now() };
    this.#known.set(place, opened);
    return opened;
  }
}
