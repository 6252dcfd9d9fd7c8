import { isAudited, movingEntry } from '../audit/job-entries.ts';
import { tenantLimitKeys, type WaitingHop, waitingHop } from '../limits/waiting-hops.ts';
import type { Claim } from './begin-attempt.ts';
import { branchField } from './branches.ts';
import { type LogEntry, lifecycleEntry } from './job-log.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** A branch whose side call has begun, and does not run any more. */
export interface LeftBranch {
  readonly claim: Claim & { readonly branch: string };
  readonly record: JobRecord;
  /** It has made no call: what it has taken of its tenant's minute is given back. */
  readonly unused: boolean;
  /** What is written of its end; without, it is put off. */
  readonly entry?: Pick<LogEntry, 'queue' | 'code' | 'stages'>;
}

/** What the end of a branch came to. */
export interface FinishedBranch {
  /** How many branches the job still waits for; absent when it does not wait for this one, or it was put off. */
  readonly left?: number;
  /** Hops of the tenant that now have room, to be woken. */
  readonly called: readonly WaitingHop[];
}

/** Ends a branch of a job, however often, or puts it off; either way another may have its place among those that run. */
export async function finishBranch(
  { run, keys }: Pick<Store, 'run' | 'keys'>,
  { claim: { tenant, id, hop, attempt, branch }, record, unused, entry }: LeftBranch,
): Promise<FinishedBranch> {
  const at = Date.now();
  const moved = entry && ({ at, to: 'queued', entry } as const);
  const audit = moved && isAudited(moved) ? JSON.stringify(movingEntry(record, moved, undefined)) : '';
  const line = entry && lifecycleEntry({ at, status: 'queued', hop, attempt, branch, ...entry });
  const [left, called] = (await run(
    'finish-branch',
    [
      ...[keys.job(tenant, id), keys.jobLog(tenant, id)],
      ...[...tenantLimitKeys(keys, tenant), keys.auditPending(tenant)],
    ],
    [
      ...[hop, branchField(branch), line ?? '', `${id}.${branch}`, at],
      ...[unused ? (record.countedIn ?? 0) : 0, record.tokens, audit],
    ],
  )) as [number, Buffer[]];
  return { ...(left >= 0 && { left }), called: called.map(waitingHop) };
}
