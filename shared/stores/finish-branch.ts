import type { Claim } from './begin-attempt.ts';
import { branchField } from './branches.ts';
import { type LogEntry, lifecycleEntry } from './job-log.ts';
import type { Store } from './store.ts';

/**
 * Ends a branch of a job, however often.
 * @returns how many branches the job still waits for; undefined when it does not wait for this one
 */
export async function finishBranch(
  { run, keys }: Pick<Store, 'run' | 'keys'>,
  { tenant, id, hop, attempt, branch }: Claim & { readonly branch: string },
  entry: Pick<LogEntry, 'queue' | 'code' | 'stages'>,
): Promise<number | undefined> {
  const line = lifecycleEntry({ at: Date.now(), status: 'queued', hop, attempt, branch, ...entry });
  const left = await run(
    'finish-branch',
    [keys.job(tenant, id), keys.jobLog(tenant, id)],
    [hop, branchField(branch), line],
  );
  return typeof left === 'number' && left >= 0 ? left : undefined;
}
