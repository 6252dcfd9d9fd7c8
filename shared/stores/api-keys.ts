import { hash, randomBytes } from 'node:crypto';
import type { Scope } from '../contracts/scopes.ts';
import { randomId } from '../security/ids.ts';
import type { Store } from './store.ts';

/** An API key without its token. Times are Unix ms. */
export interface ApiKey {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** What its holder decides as. */
  readonly roles: readonly string[];
  readonly requestsPerMinute: number;
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  /** Its token was given from outside, where it stays: the key must be known for as long, revoked or not. */
  readonly given: boolean;
}

export type NewApiKey = Pick<ApiKey, 'tenant' | 'name' | 'scopes' | 'requestsPerMinute' | 'expiresAt'> &
  Partial<Pick<ApiKey, 'roles'>>;

/** Revoked and expired keys stay listed this long, in seconds, unless their place is needed. */
const ENDED_TTL_S = 30 * 86_400;

/** How many keys a tenant may have. */
export const MOST_API_KEYS = 1_000;

/** Tokens are random, so a plain digest of them cannot be guessed back. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

function parseKey(fields: Record<string, string>): ApiKey | undefined {
  if (!fields.id) return undefined;
  const time = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return {
    id: fields.id,
    tenant: fields.tenant ?? '',
    name: fields.name ?? '',
    scopes: (fields.scopes ?? '').split(' ').filter(Boolean) as Scope[],
    roles: (fields.roles ?? '').split(' ').filter(Boolean),
    requestsPerMinute: Number(fields.requests_per_minute ?? 0),
    createdAt: Number(fields.created_at ?? 0),
    expiresAt: time(fields.expires_at),
    revokedAt: time(fields.revoked_at),
    given: fields.given !== undefined,
  };
}

/**
 * Stores a new key. Only a digest of the token is kept.
 * @param givenToken the token to use; a fresh one when absent
 */
export async function createApiKey(
  { redis, keys }: Store,
  key: NewApiKey,
  givenToken?: string,
): Promise<{ readonly key: ApiKey; readonly token: string }> {
  const given = givenToken !== undefined;
  const token = givenToken ?? `ak_${randomBytes(32).toString('base64url')}`;
  const { roles = [] } = key;
  const created: ApiKey = { ...key, roles, id: randomId('key'), createdAt: Date.now(), given };
  const digest = hashToken(token);
  await redis.hset(keys.apiKeyByHash(digest), {
    id: created.id,
    tenant: key.tenant,
    name: key.name,
    scopes: key.scopes.join(' '),
    ...(roles.length > 0 ? { roles: roles.join(' ') } : {}),
    requests_per_minute: key.requestsPerMinute,
    created_at: created.createdAt,
    ...(key.expiresAt === undefined ? {} : { expires_at: key.expiresAt }),
    ...(given ? { given: 1 } : {}),
  });
  if (key.expiresAt !== undefined && !given) {
    await redis.expireat(keys.apiKeyByHash(digest), Math.ceil(key.expiresAt / 1_000) + ENDED_TTL_S);
  }
  await redis.sadd(keys.apiKeys(key.tenant), digest);
  return { key: created, token };
}

/** The key of a token digest, revoked and expired ones included. */
export async function findApiKey({ redis, keys }: Store, digest: string): Promise<ApiKey | undefined> {
  return parseKey(await redis.hgetall(keys.apiKeyByHash(digest)));
}

/** All keys of a tenant, oldest first. */
export async function listApiKeys(store: Store, tenant: string): Promise<ApiKey[]> {
  const found = await entriesOf(store, tenant);
  return found.map(({ key }) => key).sort((a, b) => a.createdAt - b.createdAt);
}

/** Revokes a key for good and tells every process to forget it; undefined when the tenant has none of that id. */
export async function revokeApiKey(store: Store, tenant: string, id: string): Promise<ApiKey | undefined> {
  const { redis, keys } = store;
  const entry = (await entriesOf(store, tenant)).find(({ key }) => key.id === id);
  if (!entry) return undefined;
  const revokedAt = entry.key.revokedAt ?? Date.now();
  await redis.hset(keys.apiKeyByHash(entry.digest), 'revoked_at', revokedAt);
  if (!entry.key.given) await redis.expire(keys.apiKeyByHash(entry.digest), ENDED_TTL_S);
  await redis.publish(keys.invalidations(), `api-key ${entry.digest}`);
  return { ...entry.key, revokedAt };
}

/** Tells whether a tenant may have one more key; when there are too many, those that have ended are forgotten. */
export async function roomForApiKey(store: Store, tenant: string): Promise<boolean> {
  const { redis, keys } = store;
  if ((await redis.scard(keys.apiKeys(tenant))) < MOST_API_KEYS) return true;
  const entries = await entriesOf(store, tenant);
  if (entries.length < MOST_API_KEYS) return true;
  const ended = entries.filter(({ key }) => !key.given && hasEnded(key));
  for (const { digest } of ended) {
    await redis.del(keys.apiKeyByHash(digest));
    await redis.srem(keys.apiKeys(tenant), digest);
  }
  return entries.length - ended.length < MOST_API_KEYS;
}

function hasEnded({ revokedAt, expiresAt = Number.POSITIVE_INFINITY }: ApiKey): boolean {
  return revokedAt !== undefined || expiresAt <= Date.now();
}

async function entriesOf(store: Store, tenant: string): Promise<{ digest: string; key: ApiKey }[]> {
  const digests = await store.redis.smembers(store.keys.apiKeys(tenant));
  const found = await Promise.all(
    digests.map(async (digest) => ({ digest, key: await findApiKey(store, digest) })),
  );
  const gone = found.filter(({ key }) => !key).map(({ digest }) => digest);
  if (gone.length > 0) await store.redis.srem(store.keys.apiKeys(tenant), ...gone);
  return found.flatMap(({ digest, key }) => (key ? [{ digest, key }] : []));
}
