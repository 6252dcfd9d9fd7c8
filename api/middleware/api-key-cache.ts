import type { Redis } from 'ioredis';
import { type ApiKey, findApiKey, hashToken } from '../../shared/stores/api-keys.ts';
import type { Store } from '../../shared/stores/store.ts';

const REMEMBERED_MS = 10_000;
const MOST = 10_000;

/**
 * API keys by token, remembered for ten seconds. A revocation is told to every process at once; should
 * that message be lost, the key still dies within those ten seconds.
 */
export class ApiKeyCache {
  readonly #store: Store;
  readonly #known = new Map<string, { key: ApiKey; readAt: number }>();
  /** Rises with every revocation: what was read before one may not be remembered after it. */
  #revocations = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Starts to hear of revocations on a connection used for nothing else. */
  async hearRevocations(subscriber: Redis): Promise<void> {
    subscriber.on('message', (_channel: string, message: string) => {
      const [kind, digest = ''] = message.split(' ');
      if (kind !== 'api-key') return;
      this.#revocations += 1;
      this.#known.delete(digest);
    });
    subscriber.on('ready', () => {
      this.#revocations += 1;
      this.#known.clear();
    });
    await subscriber.subscribe(this.#store.keys.invalidations());
  }

  /** Forgets a key that this process itself has revoked, without waiting to be told. */
  forget(id: string): void {
    this.#revocations += 1;
    for (const [digest, { key }] of this.#known) if (key.id === id) this.#known.delete(digest);
  }

  /** The key of a token, when it is neither unknown, revoked nor expired. */
  async find(token: string): Promise<ApiKey | undefined> {
    const digest = hashToken(token);
    const now = Date.now();
    const cached = this.#known.get(digest);
    const fresh = cached && now - cached.readAt < REMEMBERED_MS ? cached.key : await this.#read(digest, now);
    if (!fresh || fresh.revokedAt !== undefined) return undefined;
    return fresh.expiresAt !== undefined && fresh.expiresAt <= now ? undefined : fresh;
  }

  async #read(digest: string, now: number): Promise<ApiKey | undefined> {
    const revocations = this.#revocations;
    const key = await findApiKey(this.#store, digest);
    if (!key || revocations !== this.#revocations) return key;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(digest, { key, readAt: now });
    return key;
  }
}
