import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Keys } from '../redis/keys.ts';
import { type Box, boxOf } from '../security/box.ts';
import { unwrapKey, wrapKey } from '../security/key-wrap.ts';
import { pooledRandomBytes } from '../security/random-bytes.ts';
import { deriveKey, openIfPossible, SealError } from '../security/seal.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';
import { SubjectKeys } from './subject-keys.ts';

/** How a job's record names the key that seals its content. */
export interface KeyReference {
  /** The version of the tenant's key that wraps it, or 0 for its subject's key, a dot, and the wrapped key. */
  readonly dataKey?: string;
  /** Digest of the subject whose key wraps it. */
  readonly subject?: string;
}

/** A fresh key of a job. */
export interface NewDataKey {
  readonly reference: KeyReference;
  readonly key: KeyObject;
  /** The subject's key as it was stored then: admission makes sure that it still is. */
  readonly subjectKey?: string;
}

/** Keys that a process remembers, so that a job that goes on is not unwrapped at every step. */
const MOST_REMEMBERED = 2_000;
const BY_SUBJECT = 0;

/** The keys of jobs' content: random, one for each job, wrapped by its subject's key or else by its tenant's. */
export class DataKeys {
  readonly #tenantKeys: (tenant: string, version?: number) => Promise<TenantKeys>;
  readonly #remembered = new Map<string, { readonly wrapping: KeyObject; readonly key: KeyObject }>();
  readonly subjects: SubjectKeys;

  constructor(
    redis: Redis,
    keys: Keys,
    tenantKeys: (tenant: string, version?: number) => Promise<TenantKeys>,
  ) {
    this.#tenantKeys = tenantKeys;
    this.subjects = new SubjectKeys(redis, keys, tenantKeys);
  }

  /** A key for a new job, about a subject where its digest is given; the subject gets a key if it has none. */
  async create(tenant: string, subject?: string): Promise<NewDataKey> {
    const own = subject === undefined ? undefined : await this.subjects.ensure(tenant, subject);
    const secrets = await this.#tenantKeys(tenant);
    const wrapping = own?.key ?? secrets.wrapping(secrets.version);
    if (!wrapping) throw new SealError('the tenant has no key of this version');
    const bytes = Buffer.from(pooledRandomBytes(32));
    const dataKey = `${own ? BY_SUBJECT : secrets.version}.${wrapKey(wrapping, bytes)}`;
    return {
      reference: { dataKey, subject },
      key: this.#remember(dataKey, wrapping, () => createSecretKey(bytes)),
      subjectKey: own?.stored,
    };
  }

  /**
   * The box of an object that is sealed with a job's key.
   * @param context names the object, e.g. `job_…`
   * @returns undefined where the key is gone: destroyed with its job or its subject
   */
  async box(tenant: string, context: string, { dataKey, subject }: KeyReference): Promise<Box | undefined> {
    if (dataKey === undefined) return undefined;
    const key =
      (await this.#open(tenant, dataKey, subject)) ??
      // The subject may have been erased and have come back since its key was remembered here.
      (subject !== undefined && this.subjects.forget(tenant, subject)
        ? await this.#open(tenant, dataKey, subject)
        : undefined);
    return key && boxOf(key, context);
  }

  /** Undefined where what has wrapped it is gone; another key of the same subject opens nothing of before. */
  async #open(tenant: string, dataKey: string, subject?: string): Promise<KeyObject | undefined> {
    const wrapping = await this.#wrappingOf(tenant, dataKey, subject);
    if (!wrapping) return undefined;
    const unwrapped = () => unwrapKey(wrapping, wrappedOf(dataKey));
    return openIfPossible(() => this.#remember(dataKey, wrapping, unwrapped));
  }

  /** The box of what is about a subject and no single job; undefined where its key is gone. */
  async subjectBox(tenant: string, subject: string, context: string): Promise<Box | undefined> {
    const own = await this.subjects.read(tenant, subject);
    return own && boxOf(deriveKey(own.key, context), context);
  }

  async #wrappingOf(tenant: string, dataKey: string, subject?: string): Promise<KeyObject | undefined> {
    const version = Number.parseInt(dataKey, 10);
    if (version !== BY_SUBJECT) return (await this.#tenantKeys(tenant, version)).wrapping(version);
    return subject === undefined ? undefined : (await this.subjects.read(tenant, subject))?.key;
  }

  /** Remembered together with what wraps it: once that is gone, or another, so is the key. */
  #remember(dataKey: string, wrapping: KeyObject, unwrap: () => KeyObject): KeyObject {
    const known = this.#remembered.get(dataKey);
    if (known?.wrapping === wrapping) return known.key;
    const key = unwrap();
    if (this.#remembered.size >= MOST_REMEMBERED) {
      const [oldest = ''] = this.#remembered.keys();
      this.#remembered.delete(oldest);
    }
    this.#remembered.set(dataKey, { wrapping, key });
    return key;
  }
}

function wrappedOf(dataKey: string): string {
  return dataKey.slice(dataKey.indexOf('.') + 1);
}
