import { isFinal, type JobStatus } from '../../shared/contracts/job-states.ts';
import type { NewJob } from '../../shared/stores/admit-job.ts';
import type { StoredJob } from '../../shared/stores/read-job.ts';
import type { ApiContext } from '../context.ts';
import { loadJob } from './job-reply.ts';

/** Where a job has come to. */
export interface Standing {
  readonly status: JobStatus;
  readonly version: number;
}

/** How to wait for a job. */
export interface Wait {
  readonly tenant: string;
  readonly id: string;
  readonly seconds: number;
  /** Ends the wait early: the client has gone away. */
  readonly gone: AbortSignal;
  /** Tells which standing ends the wait; a final one when absent. */
  readonly reached?: (standing: Standing) => boolean;
  /** Sets the job going once nothing of it can be missed. What it has created needs no first look. */
  readonly begin?: () => Promise<NewJob | undefined>;
}

/**
 * Waits until a job is final (or where `reached` says), at most `seconds`, and returns it as it is
 * then. Hears of changes instead of polling, and reads the job only once, in the end.
 * @throws AppError `not_found`, and what `begin` throws
 */
export async function waitForJob(
  context: Pick<ApiContext, 'installation' | 'changes'>,
  wait: Wait,
): Promise<StoredJob> {
  const { tenant, id, gone, reached = ({ status }) => isFinal(status) } = wait;
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  // Until it has begun, a job that is not there has not gone.
  let begun = wait.begin === undefined;
  const look = async () => {
    const expected = begun;
    const standing = await readStanding(context, tenant, id);
    if (standing ? reached(standing) : expected) end();
  };
  const listening = context.changes.listen(tenant, id, wait.reached ? 'all' : 'end', ({ kind, version }) => {
    if (kind === 'reconnected') void look().catch(end);
    else if (kind === 'deleted' || (kind !== 'delta' && reached({ status: kind, version }))) end();
  });
  // That nobody can hear of its end must not keep a job from being admitted: it is then read at once.
  const stopListening = wait.begin ? await listening.catch(() => undefined) : await listening;
  let timer: NodeJS.Timeout | undefined;
  const leave = () => end();
  gone.addEventListener('abort', leave, { once: true });
  try {
    const created = await wait.begin?.();
    begun = true;
    timer = setTimeout(end, 1_000 * wait.seconds);
    if (!created) await look();
    if (stopListening && !gone.aborted) await over;
    return await loadJob(context, tenant, id, created?.content);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
    stopListening?.();
  }
}

async function readStanding(
  { installation }: Pick<ApiContext, 'installation'>,
  tenant: string,
  id: string,
): Promise<Standing | undefined> {
  const { redis, keys } = installation.store;
  const [status, version] = await redis.hmget(keys.job(tenant, id), 'status', 'version');
  return status ? { status: status as JobStatus, version: Number(version) } : undefined;
}
