import { randomId } from '../security/ids.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** What may not be erased while it stands: everything of a tenant, all about a subject, or one job. */
export interface LegalHold {
  readonly id: string;
  /** `tenant`, `subject:<digest>` or `job:<id>`. */
  readonly target: string;
  readonly reason: string;
  readonly actor: string;
  /** Unix ms. */
  readonly at: number;
}

type HoldStore = Pick<Store, 'redis' | 'keys'>;

export async function setHold(
  { redis, keys }: HoldStore,
  tenant: string,
  hold: Omit<LegalHold, 'id' | 'at'>,
): Promise<LegalHold> {
  const held = { ...hold, id: randomId('hold'), at: Date.now() };
  await redis.hset(keys.legalHolds(tenant), held.id, JSON.stringify(held));
  return held;
}

/** @returns the hold that was lifted; undefined when there is none of that id */
export async function liftHold(
  { redis, keys }: HoldStore,
  tenant: string,
  id: string,
): Promise<LegalHold | undefined> {
  const text = await redis.hget(keys.legalHolds(tenant), id);
  const lifted = await redis.hdel(keys.legalHolds(tenant), id);
  return text !== null && lifted === 1 ? (JSON.parse(text) as LegalHold) : undefined;
}

/** All holds of a tenant, oldest first. */
export async function readHolds({ redis, keys }: HoldStore, tenant: string): Promise<LegalHold[]> {
  const texts = await redis.hvals(keys.legalHolds(tenant));
  return texts.map((text) => JSON.parse(text) as LegalHold).sort((a, b) => a.at - b.at);
}

/** The hold, if any, under which a job is. */
export function holdOn(
  holds: readonly LegalHold[],
  { id, subject }: Pick<JobRecord, 'id' | 'subject'>,
): LegalHold | undefined {
  const targets = ['tenant', `job:${id}`, ...(subject === undefined ? [] : [`subject:${subject}`])];
  return holds.find(({ target }) => targets.includes(target));
}
