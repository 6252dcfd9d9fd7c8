import { AppError } from '../errors/app-error.ts';
import { type Period, periodEnd } from './periods.ts';

/**
 * The error of a job for which a budget has no room.
 * @param facts as the scripts tell them: name, period; limit, spent, reserved and needed in micro-USD
 * @param day the UTC day that the job would count for
 */
export function budgetExceeded(facts: readonly Buffer[], day: string): AppError {
  const [name = '', period = 'day', ...amounts] = facts.map(String);
  const [limit = 0, spent = 0, reserved = 0, needed = 0] = amounts.map(Number);
  const resets = periodEnd(day, period as Period);
  const resetsAt = new Date(resets).toISOString();
  const room = `${spent} are spent and ${reserved} reserved by jobs under way, and this job may cost up to ${needed}`;
  // What others have reserved may come back at once; what is spent stays so until the period ends.
  const wait = spent + needed <= limit ? 1 : Math.max(1, Math.ceil((resets - Date.now()) / 1_000));
  return new AppError(
    'budget_exceeded',
    `The budget ${name} allows ${limit} micro-USD a ${period}: ${room}. The next ${period} begins ${resetsAt}.`,
    {
      headers: { 'Retry-After': String(wait) },
      members: {
        budget: {
          name,
          period,
          limit_micro_usd: limit,
          spent_micro_usd: spent,
          reserved_micro_usd: reserved,
          needed_micro_usd: needed,
          resets_at: resetsAt,
        },
      },
    },
  );
}
