import { isFinal } from '../../shared/contracts/job-states.ts';
import type { StoredJob } from '../../shared/stores/read-job.ts';
import type { ApiContext } from '../context.ts';
import { loadJob } from './job-reply.ts';

/** Tells whether a job has come to where the caller wants it. */
type Reached = (job: StoredJob) => boolean;

/**
 * Waits until a job is final (or has `reached` something else), at most `seconds`, and returns it as it is
 * then. Hears of changes instead of polling; ends early when the client goes away.
 * @throws AppError `not_found`
 */
export async function waitForJob(
  context: ApiContext,
  tenant: string,
  id: string,
  seconds: number,
  gone: AbortSignal,
  reached: Reached = (job) => isFinal(job.record.status),
): Promise<StoredJob> {
  const { promise: timeUp, resolve: giveUp } = Promise.withResolvers<'time up'>();
  let changed = Promise.withResolvers<'changed'>();
  const stopListening = await context.changes.listen(tenant, id, ({ kind }) => {
    if (kind !== 'delta') changed.resolve('changed');
  });
  const timer = setTimeout(giveUp, 1_000 * seconds, 'time up');
  const leave = () => giveUp('time up');
  gone.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      const job = await loadJob(context, tenant, id);
      if (reached(job) || gone.aborted) return job;
      if ((await Promise.race([changed.promise, timeUp])) === 'time up') {
        return await loadJob(context, tenant, id);
      }
      changed = Promise.withResolvers<'changed'>();
    }
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
    stopListening();
  }
}
