import { tenantLimitKeys, type WaitingHop, waitingHop } from '../limits/waiting-hops.ts';
import type { Claim } from './begin-attempt.ts';
import { branchField } from './branches.ts';
import { type LogEntry, lifecycleEntry } from './job-log.ts';
import type { Store } from './store.ts';

/** What the end of a branch came to. */
export interface FinishedBranch {
  /** How many branches the job still waits for; absent when it does not wait for this one. */
  readonly left?: number;
  /** Hops of the tenant that now have room, to be woken. */
  readonly called: readonly WaitingHop[];
}

/** Ends a branch of a job, however often. */
export async function finishBranch(
  { run, keys }: Pick<Store, 'run' | 'keys'>,
  { tenant, id, hop, attempt, branch }: Claim & { readonly branch: string },
  entry: Pick<LogEntry, 'queue' | 'code' | 'stages'>,
): Promise<FinishedBranch> {
  const at = Date.now();
  const line = lifecycleEntry({ at, status: 'queued', hop, attempt, branch, ...entry });
  const [left, called] = (await run(
    'finish-branch',
    [keys.job(tenant, id), keys.jobLog(tenant, id), ...tenantLimitKeys(keys, tenant)],
    [hop, branchField(branch), line, `${id}.${branch}`, at],
  )) as [number, Buffer[]];
  return { ...(left >= 0 && { left }), called: called.map(waitingHop) };
}
