import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Store } from '../../shared/stores/store.ts';

export const ROLES = ['viewer', 'operator'] as const;
/** A viewer reads; an operator also steers queues and manages users. Both see the whole installation. */
export type Role = (typeof ROLES)[number];

/** A person who may sign in. */
export interface User {
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly passwordHash: string;
  /** Counts changes of the password; sessions of an older one are over. */
  readonly generation: number;
  /** Unix ms. */
  readonly createdAt: number;
}

export type UserStore = Pick<Store, 'redis' | 'keys'>;

function parseUser(name: string, hash: Readonly<Record<string, string>>): User | undefined {
  if (!hash.password) return undefined;
  return {
    name,
    role: hash.role === 'operator' ? 'operator' : 'viewer',
    disabled: hash.disabled === '1',
    passwordHash: hash.password,
    generation: Number(hash.generation ?? 0),
    createdAt: Number(hash.created_at ?? 0),
  };
}

/** Reads a user; undefined when there is none of that name. */
export async function readUser({ redis, keys }: UserStore, name: string): Promise<User | undefined> {
  if (!NAME_PATTERN.test(name)) return undefined;
  return parseUser(name, await redis.hgetall(keys.dashboardUser(name)));
}

/** All users by name. */
export async function listUsers(store: UserStore): Promise<User[]> {
  const names = await store.redis.smembers(store.keys.dashboardUsers());
  const users = await Promise.all(names.sort().map((name) => readUser(store, name)));
  return users.filter((user) => user !== undefined);
}

/** Stores a new user. @throws AppError `already_exists` */
export async function createUser(
  { redis, keys }: UserStore,
  user: Pick<User, 'name' | 'role' | 'passwordHash'>,
): Promise<void> {
  const claimed = await redis.hsetnx(keys.dashboardUser(user.name), 'password', user.passwordHash);
  if (claimed === 0) throw new AppError('already_exists', `There is a user named ${user.name} already.`);
  await redis.hset(keys.dashboardUser(user.name), { role: user.role, created_at: Date.now() });
  await redis.sadd(keys.dashboardUsers(), user.name);
}

/** What can be changed of a user; a new password ends all sessions of the old one. */
export type UserChange = Partial<Pick<User, 'role' | 'disabled' | 'passwordHash'>>;

/** Changes a user at once, for running sessions too. @throws AppError `not_found` */
export async function changeUser(store: UserStore, name: string, change: UserChange): Promise<void> {
  if (!(await readUser(store, name))) throw new AppError('not_found', `There is no user named ${name}.`);
  const key = store.keys.dashboardUser(name);
  const { role, disabled, passwordHash } = change;
  const fields = {
    ...(role && { role }),
    ...(disabled !== undefined && { disabled: disabled ? '1' : '0' }),
    ...(passwordHash && { password: passwordHash }),
  };
  const transaction = store.redis.multi().hset(key, fields);
  if (passwordHash) transaction.hincrby(key, 'generation', 1);
  await transaction.exec();
}
