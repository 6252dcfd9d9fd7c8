import { hash, randomBytes } from 'node:crypto';
import { type Role, readUser, type User, type UserStore } from './users.ts';

/** Who is signed in, for one request. */
export interface Session {
  readonly user: string;
  readonly role: Role;
  /** Every request that changes something must carry it. */
  readonly csrfToken: string;
}

/** A session ends this long after its sign-in, in seconds. */
export const SESSION_SECONDS = 12 * 3_600;

/** Tokens are random, so a plain digest cannot be guessed back, and a copy of Redis opens no session. */
function keyOf({ keys }: UserStore, token: string): string {
  return keys.dashboardSession(hash('sha256', token, 'base64url'));
}

/** Starts a session and returns its token, which nobody has seen before. */
export async function startSession(store: UserStore, user: User): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const key = keyOf(store, token);
  await store.redis
    .multi()
    .hset(key, {
      user: user.name,
      generation: user.generation,
      csrf: randomBytes(32).toString('base64url'),
    })
    .expire(key, SESSION_SECONDS)
    .exec();
  return token;
}

/** The session of a token, with the user's role as it is now; undefined once it or its user has no access. */
export async function findSession(store: UserStore, token: string): Promise<Session | undefined> {
  const session = await store.redis.hgetall(keyOf(store, token));
  if (!session.user || !session.csrf) return undefined;
  const user = await readUser(store, session.user);
  if (!user || user.disabled || String(user.generation) !== session.generation) return undefined;
  return { user: user.name, role: user.role, csrfToken: session.csrf };
}

export async function endSession(store: UserStore, token: string): Promise<void> {
  await store.redis.del(keyOf(store, token));
}
