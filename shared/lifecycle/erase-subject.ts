import { appendAudit } from '../audit/append-audit.ts';
import { AppError } from '../errors/app-error.ts';
import { markErased } from '../stores/erased-mark.ts';
import { indexDigests } from '../stores/job-indexes.ts';
import { readJob } from '../stores/read-job.ts';
import type { Lifecycle } from './change-job.ts';
import { deleteJob } from './delete-job.ts';
import { refuseHeldSubject } from './refuse-held.ts';

/** Jobs that one call erases; maintenance goes on with the rest. */
const MOST_AT_ONCE = 500;
/** Jobs erased at the same time. */
const GROUP = 20;

/** How far an erasure has come. */
export interface SubjectErasure {
  /** When the subject's key was destroyed, in Unix ms. What comes later is about the subject anew, and stays. */
  readonly since: number;
  readonly jobs: number;
  readonly keyDestroyed: boolean;
  /** False where jobs are left: their content cannot be read any more, and maintenance removes them. */
  readonly done: boolean;
}

/** An erasure that has not come to its end. */
interface Asked {
  readonly actor: string;
  /** Absent until the key is destroyed. */
  readonly since?: number;
}

/**
 * Erases all that is held about a subject. Its key goes first: whatever dies afterwards, nothing of it can be read again.
 * @param subject its digest (see `subjectDigest`)
 * @throws AppError `legal_hold`
 */
export async function eraseSubject(
  lifecycle: Lifecycle,
  tenant: string,
  subject: string,
  actor: string,
): Promise<SubjectErasure> {
  await refuseHeldSubject(lifecycle.store, tenant, subject);
  await note(lifecycle, tenant, subject, { actor });
  // Under what else its jobs are listed can be read only now.
  const listed = await listedUnder(lifecycle, tenant, await jobsOf(lifecycle, tenant, subject, '+inf'));
  return carryOut(lifecycle, tenant, subject, { actor }, listed);
}

/** Goes on with the erasures of a tenant that have not come to their end. @returns how many jobs were erased */
export async function resumeErasures(lifecycle: Lifecycle, tenant: string): Promise<number> {
  const { redis, keys } = lifecycle.store;
  let erased = 0;
  for (const [subject, text] of Object.entries(await redis.hgetall(keys.erasures(tenant)))) {
    const { jobs } = await carryOut(lifecycle, tenant, subject, JSON.parse(text) as Asked);
    erased += jobs;
  }
  return erased;
}

async function carryOut(
  lifecycle: Lifecycle,
  tenant: string,
  subject: string,
  { actor, since: destroyedAt }: Asked,
  listed: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<SubjectErasure> {
  const { redis, keys, dataKeys } = lifecycle.store;
  const keyDestroyed = destroyedAt === undefined && (await dataKeys.subjects.destroy(tenant, subject));
  const since = destroyedAt ?? Date.now();
  if (destroyedAt === undefined) await note(lifecycle, tenant, subject, { actor, since });
  if (keyDestroyed) await markErased(lifecycle.store);
  const index = keys.jobIndex(tenant, subject);
  const ids = await jobsOf(lifecycle, tenant, subject, since);
  for (let i = 0; i < ids.length; i += GROUP) {
    const group = ids.slice(i, i + GROUP);
    await Promise.all(
      group.map((id) => deleteJob(lifecycle, tenant, id, actor, listed.get(id) ?? []).catch(ignoreGone)),
    );
    await redis.zrem(index, ...group);
  }
  const done = (await redis.zcount(index, '-inf', since)) === 0;
  if (done && (await redis.hdel(keys.erasures(tenant), subject)) === 1) {
    await appendAudit(lifecycle.store, tenant, {
      ...{ actor, action: 'subject.erase', target: `subject:${subject}` },
    });
  }
  return { since, jobs: ids.length, keyDestroyed, done };
}

async function note(
  { store: { redis, keys } }: Lifecycle,
  tenant: string,
  subject: string,
  asked: Asked,
): Promise<void> {
  await redis.hset(keys.erasures(tenant), subject, JSON.stringify(asked));
}

async function jobsOf(
  { store: { redis, keys } }: Lifecycle,
  tenant: string,
  subject: string,
  until: number | '+inf',
): Promise<string[]> {
  return redis.zrangebyscore(keys.jobIndex(tenant, subject), '-inf', until, 'LIMIT', 0, MOST_AT_ONCE);
}

async function listedUnder(
  { store }: Lifecycle,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const secrets = await store.tenantKeys(tenant);
  const jobs = await Promise.all(ids.map((id) => readJob(store, tenant, id)));
  return new Map(
    jobs.flatMap((job) => (job?.input ? [[job.record.id, indexDigests(secrets, job.input)] as const] : [])),
  );
}

/** A job that was removed meanwhile is as good as erased; one that was held meanwhile has lost its key already. */
function ignoreGone(error: unknown): void {
  if (error instanceof AppError && (error.code === 'not_found' || error.code === 'legal_hold')) return;
  throw error;
}
