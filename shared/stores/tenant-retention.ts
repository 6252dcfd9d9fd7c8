import type { Redis } from 'ioredis';
import type { Sensitivity } from '../contracts/job-request.ts';
import type { RetentionSettings } from '../contracts/tenant-object.ts';
import type { Keys } from '../redis/keys.ts';

export const DEFAULT_RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;
/** A changed setting counts for jobs that end this much later, in ms. */
const REMEMBERED_MS = 10_000;

/** Parts of a finished job that may go before its record does. */
export const PARTS = ['input', 'output', 'journal', 'log', 'delivery'] as const;
export type Part = (typeof PARTS)[number];

/** How long a tenant keeps what has ended, from its end on. */
export interface Retention {
  /** Records, in ms. */
  readonly recordMs: number;
  readonly settings: RetentionSettings;
}

/** What of a job is due to go, and when the next of it is. */
export interface DueParts {
  readonly parts: readonly Part[];
  /** Unix ms. */
  readonly next: number;
}

/** Reads tenants' retention, remembering each for ten seconds. */
export function createRetentionReader(redis: Redis, keys: Keys) {
  const known = new Map<string, { readonly retention: Retention; readonly readAt: number }>();
  return async (tenant: string): Promise<Retention> => {
    const cached = known.get(tenant);
    if (cached && Date.now() - cached.readAt < REMEMBERED_MS) return cached.retention;
    const [days, settings] = await redis.hmget(keys.tenant(tenant), 'retention_days', 'retention');
    const recordMs = Number(days ?? DEFAULT_RETENTION_DAYS) * DAY_MS;
    const retention = { recordMs, settings: parseRetention(settings) };
    known.set(tenant, { retention, readAt: Date.now() });
    return retention;
  };
}

export function parseRetention(text: string | null | undefined): RetentionSettings {
  return text ? (JSON.parse(text) as RetentionSettings) : {};
}

/** What of a job that has ended is due by now. @param erased parts that are gone already */
export function dueParts(
  { recordMs, settings }: Retention,
  sensitivity: Sensitivity,
  ended: number,
  now: number,
  erased: readonly Part[] = [],
): DueParts {
  const times = PARTS.filter((part) => !erased.includes(part)).map((part) => {
    const days = settings[sensitivity]?.[`${part}_days`];
    return { part, at: ended + Math.min(recordMs, days === undefined ? recordMs : days * DAY_MS) };
  });
  const later = times.filter(({ at }) => at > now).map(({ at }) => at);
  return {
    parts: times.filter(({ at }) => at <= now).map(({ part }) => part),
    next: Math.min(ended + recordMs, ...later),
  };
}
