import type { AppError } from '../errors/app-error.ts';
import type { JobRecord } from '../stores/job-record.ts';
import type { Store } from '../stores/store.ts';
import { budgetExceeded } from './budget-exceeded.ts';
import { countersEnd } from './periods.ts';
import { counterKeys } from './reservation.ts';

/**
 * Makes sure that what a job has reserved covers its next call, where less is left than that may cost: a model
 * charged more than it should have, or the job has come to a dearer one.
 * @param needed micro-USD
 * @returns the error to end the job with when a budget has no room; `moved_on` when it has been redriven meanwhile
 */
export async function reserveMore(
  { keys, run }: Store,
  { tenant, id, reservedOn: day }: Pick<JobRecord, 'tenant' | 'id' | 'reservedOn'>,
  needed: number,
): Promise<AppError | 'moved_on' | undefined> {
  if (day === undefined) return undefined;
  const reply = await run(
    'reserve-more',
    [keys.job(tenant, id), keys.budgets(tenant), ...counterKeys(keys, tenant, day)],
    [needed, day, JSON.stringify(countersEnd(day))],
  );
  if (reply === 0) return 'moved_on';
  return Array.isArray(reply) ? budgetExceeded(reply, day) : undefined;
}
