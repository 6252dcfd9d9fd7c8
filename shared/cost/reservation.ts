import type { Keys } from '../redis/keys.ts';
import type { JobRecord } from '../stores/job-record.ts';
import { countersEnd, dayOf, type Period, periodOf } from './periods.ts';

/** What a job may cost, as scripts reserve it of every budget that applies. */
export interface Reservation {
  /** Micro-USD. */
  readonly amount: number;
  readonly task: string;
  readonly api_key: string;
  /** The UTC day that the job counts for, with its month. */
  readonly day: string;
  /** When the counters of both may be forgotten, in Unix seconds. */
  readonly ends: Record<Period, number>;
}

/**
 * A job counts for the day and the month in which it was admitted or redriven, whenever it ends: only of them
 * could it reserve.
 * @param at when it reserves, in Unix ms
 */
export function reservationOf(
  job: Pick<JobRecord, 'task' | 'apiKeyId'>,
  amount: number,
  at: number,
): Reservation {
  const day = dayOf(at);
  return { amount, task: job.task, api_key: job.apiKeyId, day, ends: countersEnd(day) };
}

/** The counters of a day and of its month. */
export function counterKeys(keys: Keys, tenant: string, day: string): string[] {
  return [keys.spending(tenant, day), keys.spending(tenant, periodOf(day, 'month'))];
}
