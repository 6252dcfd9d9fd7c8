/** How long a budget counts before it starts anew, in UTC. */
export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
/** Counters outlive their period by this, in ms: as long as a job lives by default, and a day. */
const GRACE_MS = 8 * DAY_MS;

/** The UTC day of a moment in Unix ms: `2026-11-25`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day or month that a day lies in: `2026-11-25`, `2026-11`. */
export function periodOf(day: string, period: Period): string {
  return period === 'day' ? day : day.slice(0, 7);
}

/** When the period of a day ends and the next begins, in Unix ms. */
export function periodEnd(day: string, period: Period): number {
  if (period === 'day') return Date.parse(day) + DAY_MS;
  const [year = 0, month = 0] = day.split('-').map(Number);
  // Months count from zero: this is the first of the next.
  return Date.UTC(year, month, 1);
}

/** When the counters of a day and of its month may be forgotten, in Unix seconds. */
export function countersEnd(day: string): Record<Period, number> {
  const end = (period: Period) => (periodEnd(day, period) + GRACE_MS) / 1_000;
  return { day: end('day'), month: end('month') };
}

/** All days of the period up to a day. */
export function daysUpTo(day: string, period: Period): string[] {
  if (period === 'day') return [day];
  const last = Number(day.slice(8));
  return Array.from({ length: last }, (_, i) => `${day.slice(0, 8)}${String(i + 1).padStart(2, '0')}`);
}
