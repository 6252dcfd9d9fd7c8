import { isFinal, type JobStatus } from '../../shared/contracts/job-states.ts';
import type { StoredJob } from '../../shared/stores/read-job.ts';
import type { ApiContext } from '../context.ts';
import { loadJob } from './job-reply.ts';

/** Where a job has come to. */
export interface Standing {
  readonly status: JobStatus;
  readonly version: number;
}

/**
 * Waits until a job is final (or where `sooner` says), at most `seconds`, and returns it as it is
 * then. Hears of changes instead of polling, and reads the job only once, in the end; ends early when the
 * client goes away.
 * @throws AppError `not_found`
 */
export async function waitForJob(
  context: ApiContext,
  tenant: string,
  id: string,
  seconds: number,
  gone: AbortSignal,
  sooner?: (standing: Standing) => boolean,
): Promise<StoredJob> {
  const reached = sooner ?? (({ status }) => isFinal(status));
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const look = async () => {
    const standing = await readStanding(context, tenant, id);
    if (!standing || reached(standing)) end();
  };
  const stopListening = await context.changes.listen(
    tenant,
    id,
    sooner ? 'all' : 'end',
    ({ kind, version }) => {
      if (kind === 'reconnected') void look().catch(end);
      else if (kind === 'deleted' || (kind !== 'delta' && reached({ status: kind, version }))) end();
    },
  );
  const timer = setTimeout(end, 1_000 * seconds);
  const leave = () => end();
  gone.addEventListener('abort', leave, { once: true });
  try {
    await look();
    if (!gone.aborted) await over;
    return await loadJob(context, tenant, id);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
    stopListening();
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
