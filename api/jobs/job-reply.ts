import { isFinal } from '../../shared/contracts/job-states.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { expireJob } from '../../shared/lifecycle/expire-job.ts';
import type { NewJob } from '../../shared/stores/admit-job.ts';
import type { JobInput } from '../../shared/stores/job-content.ts';
import { NO_USAGE } from '../../shared/stores/job-record.ts';
import { objectOf, readJob, type StoredJob } from '../../shared/stores/read-job.ts';
import type { ApiContext } from '../context.ts';
import type { Reply } from '../http/route.ts';
import { waitingFor } from './waiting-for.ts';

/** How soon a poller should come again, in seconds. */
const RETRY_AFTER_S = 1;

/** Names what the record says; estimates that stand beside it (`waiting_for`) may differ under one tag. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The job as it is now. A job whose time has run out is ended here, so that no reader sees it alive.
 * @param input the job's input where the caller has it: then it need not be read
 * @throws AppError `not_found`
 */
export async function loadJob(
  context: Pick<ApiContext, 'installation'>,
  tenant: string,
  id: string,
  input?: JobInput,
): Promise<StoredJob> {
  const { installation } = context;
  const job = await readJob(installation.store, tenant, id, input);
  if (!job) throw new AppError('not_found', `There is no job ${id}.`);
  if (isFinal(job.record.status) || job.record.expiresAt > Date.now()) return job;
  await expireJob(installation, job);
  return (await readJob(installation.store, tenant, id)) ?? job;
}

/** A job as its admission has written it. */
export function justCreated(job: NewJob): StoredJob {
  return {
    record: {
      ...job,
      status: 'queued',
      version: 1,
      hop: 1,
      branches: {},
      failedModels: [],
      attempt: 0,
      attempts: 0,
      crashes: 0,
      failedProbes: 0,
      erasedParts: [],
      redrives: 0,
      usage: NO_USAGE,
      cost: 0,
    },
    input: job.content,
  };
}

/** Answers with a job; while it is not final, says when to come again. */
export function jobReply(status: number, job: StoredJob, headers: Record<string, string> = {}): Reply {
  const open = !isFinal(job.record.status);
  return {
    status,
    body: objectOf(job),
    headers: {
      ETag: etagOf(job.record.version),
      ...(open ? { 'Retry-After': String(RETRY_AFTER_S) } : {}),
      ...headers,
    },
  };
}

/** Like `jobReply`, and says what the job waits for. */
export async function explainedReply(context: ApiContext, status: number, job: StoredJob): Promise<Reply> {
  const reply = jobReply(status, job);
  if (isFinal(job.record.status)) return reply;
  return { ...reply, body: { ...objectOf(job), ...(await waitingFor(context, job.record)) } };
}
