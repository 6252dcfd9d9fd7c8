import type { JobStatus } from './job-states.ts';

/** Events a job can send to the address it names. */
const JOB_EVENTS = [
  'job.completed',
  'job.failed',
  'job.refused',
  'job.cancelled',
  'job.expired',
  'job.awaiting_approval',
  'job.awaiting_review',
] as const;

/** Events of the tenant itself; they go to every endpoint that lists them. */
const TENANT_EVENTS = ['budget.threshold'] as const;

export const WEBHOOK_EVENTS = [...JOB_EVENTS, ...TENANT_EVENTS] as const;

export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** The event that announces a status, if any does. */
export function eventFor(status: JobStatus): WebhookEventType | undefined {
  return JOB_EVENTS.find((type) => type === `job.${status}`);
}

/**
 * Seconds between one attempt of a delivery and the next, each counted from the one before: at once,
 * 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h (about 75 h in all).
 */
export const DELIVERY_SCHEDULE_SECONDS = [
  0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
] as const;
