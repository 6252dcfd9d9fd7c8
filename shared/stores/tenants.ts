import { type KeyObject, randomBytes } from 'node:crypto';
import type { TenantSettings } from '../contracts/tenant-object.ts';
import { AppError } from '../errors/app-error.ts';
import { setLimits } from '../limits/set-limits.ts';
import { parseLimits, type TenantLimits } from '../limits/tenant-limits.ts';
import { seal } from '../security/seal.ts';
import { writeNewEndpoint } from './endpoint-writes.ts';
import { DEFAULT_ENDPOINT } from './endpoints.ts';
import type { Store } from './store.ts';
import { parseTenantClasses } from './tenant-data-classes.ts';
import { tenantSecretPlace } from './tenant-keyring.ts';
import { DEFAULT_RETENTION_DAYS, parseRetention } from './tenant-retention.ts';

/** The weight of a tenant that was given none; the scripts know it as well. */
const DEFAULT_WEIGHT = 1;

/** A tenant as administrators see it. */
export interface TenantSummary {
  readonly id: string;
  readonly createdAt: number;
  readonly settings: Required<Omit<TenantSettings, 'limits'>> & { readonly limits: TenantLimits };
}

/**
 * Creates a tenant with its own key and its endpoint `default`.
 * @returns the secret of that endpoint, shown this once
 * @throws AppError `already_exists`
 */
export async function createTenant(
  store: Store,
  masterKey: KeyObject,
  id: string,
  settings: TenantSettings = {},
): Promise<{ readonly webhookSecret: string }> {
  const { keys, redis } = store;
  const secret = seal(masterKey, tenantSecretPlace(id), randomBytes(32));
  const claimed = await redis.hsetnx(keys.tenant(id), 'secret', secret);
  // A creation that was cut off half-way has a secret but no date: it is completed.
  if (claimed === 0 && (await readTenant(store, id)))
    throw new AppError('already_exists', `There is a tenant named ${id} already.`);
  // The date comes last, but at once: whoever creates it at the same time reads it.
  await Promise.all([
    changeTenant(store, id, settings),
    redis.hset(keys.tenant(id), 'created_at', Date.now()),
  ]);
  await redis.sadd(keys.tenants(), id);
  const endpoint = await writeNewEndpoint(store, id, { id: DEFAULT_ENDPOINT, events: [] });
  return { webhookSecret: endpoint.secret };
}

/** Reads a tenant; undefined when there is none of that name. */
export async function readTenant({ redis, keys }: Store, id: string): Promise<TenantSummary | undefined> {
  const [[createdAt, days, limits, retention, classes], weight] = await Promise.all([
    redis.hmget(keys.tenant(id), 'created_at', 'retention_days', 'limits', 'retention', 'data_classes'),
    redis.hget(keys.turns(id), 'weight'),
  ]);
  if (!createdAt) return undefined;
  const settings = {
    retention_days: Number(days ?? DEFAULT_RETENTION_DAYS),
    retention: parseRetention(retention),
    weight: Number(weight ?? DEFAULT_WEIGHT),
    data_classes: parseTenantClasses(classes),
    limits: parseLimits(limits),
  };
  return { id, createdAt: Number(createdAt), settings };
}

/** Changes what is given of a tenant's settings: weights hold for jobs to come, limits for all that begins from now on. */
export async function changeTenant(
  store: Store,
  id: string,
  { retention_days: days, retention, weight, data_classes: classes, limits }: TenantSettings,
): Promise<void> {
  const { redis, keys } = store;
  await Promise.all([
    days !== undefined && redis.hset(keys.tenant(id), 'retention_days', days),
    retention !== undefined && redis.hset(keys.tenant(id), 'retention', JSON.stringify(retention)),
    classes !== undefined && redis.hset(keys.tenant(id), 'data_classes', JSON.stringify(classes)),
    // It lies where the scripts need it.
    weight !== undefined && redis.hset(keys.turns(id), 'weight', weight),
    limits !== undefined && setLimits(store, id, limits),
  ]);
}

export async function listTenants({ redis, keys }: Store): Promise<string[]> {
  return (await redis.smembers(keys.tenants())).sort();
}
