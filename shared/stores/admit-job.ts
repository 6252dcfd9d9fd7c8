import { admissionEntry } from '../audit/job-entries.ts';
import type { Priority, Sensitivity } from '../contracts/job-request.ts';
import { budgetExceeded } from '../cost/budget-exceeded.ts';
import { counterKeys, reservationOf } from '../cost/reservation.ts';
import { turnOf } from '../queues/turns.ts';
import { boxOf } from '../security/box.ts';
import type { KeyReference } from './data-keys.ts';
import { type JobInput, PART } from './job-content.ts';
import { indexDigests } from './job-indexes.ts';
import type { Store } from './store.ts';

/** A job that passed every check of admission. */
export interface NewJob {
  readonly tenant: string;
  readonly id: string;
  /** Canonical fingerprint of the request; equal for equal requests only. */
  readonly fingerprint: string;
  readonly task: string;
  readonly taskVersion: number;
  readonly promptVersion: number | null;
  readonly routeVersion: number | null;
  readonly policyVersion: number | null;
  /** What its audit entry tells of the decision that admitted it. */
  readonly decided: Readonly<Record<string, string>>;
  readonly model: string;
  readonly queue: string;
  readonly priority: Priority;
  readonly sensitivity: Sensitivity;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly traceId: string;
  readonly apiKeyId: string;
  readonly content: JobInput;
  /** What one of its calls is taken to need, in tokens. */
  readonly tokens: number;
  /** The most that it can cost, in micro-USD; worked out only where the tenant has budgets. */
  worstCost(): number;
}

/** What a request came to; a job that it created has taken a turn, which begins there. */
export type Admission = { readonly starts: readonly [number] } | 'replayed' | 'mismatch';

/** How long a fresh record may be without its hop before the reconciler adds it, in ms. */
const HOP_GRACE_MS = 3_000;

/** What the script says of a request that it knows. */
const REPLAYED = -1;
/** What the script says when the tenant has budgets and the caller did not expect any. */
const BUDGETED = -3;
/** What it says when the key of the job's subject is not the one that wraps the job's key: it was erased meanwhile. */
const SUBJECT_CHANGED = -4;

/**
 * Claims the job's id, reserves what it may cost, takes its turn and writes its record in one script. Of concurrent
 * callers one creates it.
 * @param now how far its queue has come, in virtual tokens
 * @throws AppError `budget_exceeded`
 */
export async function admitJob(store: Store, job: NewJob, now: number): Promise<Admission> {
  const { keys, budgeted } = store;
  const { tenant, id } = job;
  const reservation = budgeted.has(tenant) && reservationOf(job, job.worstCost(), job.createdAt);
  const secrets = await store.tenantKeys(tenant);
  const digests = indexDigests(secrets, job.content);
  const subject = job.content.subject === undefined ? undefined : digests[0];
  const { reference, key, subjectKey } = await store.dataKeys.create(tenant, subject);
  const box = boxOf(key, id);
  const turn = turnOf(job);
  const reply = await store.run(
    'admit-job',
    [
      keys.job(tenant, id),
      keys.jobInput(tenant, id),
      keys.jobPartition(tenant, job.task, 'queued'),
      keys.jobPartitions(tenant),
      keys.openJobs(tenant),
      ...[keys.budgets(tenant), keys.turns(tenant), keys.auditPending(tenant)],
      ...(subject === undefined ? [] : [keys.subjectKey(tenant, subject)]),
      ...digests.map((digest) => keys.jobIndex(tenant, digest)),
      ...(reservation ? counterKeys(keys, tenant, reservation.day) : []),
    ],
    [
      id,
      job.fingerprint,
      job.createdAt,
      Math.min(job.createdAt + HOP_GRACE_MS, job.expiresAt),
      `${job.task}:queued`,
      box.seal(PART.input, job.content),
      // One text is cheaper to send than thirty arguments beside a sealed one.
      JSON.stringify(recordFields(job, reference)),
      reservation ? JSON.stringify(reservation) : '',
      ...[turn.flow, now, turn.cost, subjectKey ?? ''],
      JSON.stringify(admissionEntry(job, box.commit(PART.input, job.content.input))),
    ],
  );
  if (reply === SUBJECT_CHANGED && subject !== undefined) {
    store.dataKeys.subjects.forget(tenant, subject);
    return admitJob(store, job, now);
  }
  if (reply === BUDGETED) {
    budgeted.add(tenant);
    return admitJob(store, job, now);
  }
  if (reservation && Array.isArray(reply)) throw budgetExceeded(reply, reservation.day);
  const start = Number(reply);
  return start >= 0 ? { starts: [start] } : start === REPLAYED ? 'replayed' : 'mismatch';
}

function recordFields(job: NewJob, { dataKey, subject }: KeyReference): string[] {
  const fields = [
    ...['version', 1, 'status', 'queued', 'task', job.task, 'task_version', job.taskVersion],
    ...(job.promptVersion === null ? [] : ['prompt_version', job.promptVersion]),
    ...(job.routeVersion === null ? [] : ['route_version', job.routeVersion]),
    ...(job.policyVersion === null ? [] : ['policy_version', job.policyVersion]),
    ...['created_at', job.createdAt, 'expires_at', job.expiresAt],
    ...['priority', job.priority, 'sensitivity', job.sensitivity, 'tokens', job.tokens],
    ...['model', job.model, 'queue', job.queue, 'hop', 1, 'attempt', 0],
    ...['trace_id', job.traceId, 'api_key', job.apiKeyId, 'fingerprint', job.fingerprint],
    ...['key', dataKey, ...(subject === undefined ? [] : ['subject', subject])],
  ];
  return fields.map(String);
}
