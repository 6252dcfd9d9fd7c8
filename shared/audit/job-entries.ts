import { type JobStatus, needsHop } from '../contracts/job-states.ts';
import { auditFields, hasDenied } from '../policy/decision-entries.ts';
import type { Box } from '../security/box.ts';
import { type JobResult, PART } from '../stores/job-content.ts';
import type { LogEntry } from '../stores/job-log.ts';
import type { JobRecord } from '../stores/job-record.ts';

/** Who ends a job where nobody in particular does. */
const NOBODY = 'worker';

/** A job that is admitted, as far as its entry tells of it. */
type Admitted = Pick<JobRecord, 'id' | 'task' | 'taskVersion' | 'sensitivity' | 'createdAt' | 'apiKeyId'> & {
  /** What it was decided by. */
  readonly decided: Readonly<Record<string, string>>;
};

/** The entry of a job's admission, as flat fields and values. @param input commitment to its input */
export function admissionEntry(job: Admitted, input: string): string[] {
  return fieldsOf({
    at: new Date(job.createdAt).toISOString(),
    actor: `key:${job.apiKeyId}`,
    action: 'job.admit',
    target: job.id,
    task: `${job.task}@${job.taskVersion}`,
    sensitivity: job.sensitivity,
    input,
    ...job.decided,
  });
}

/** What an entry of a job's end, of its waiting for people, or of an attempt that was denied something, tells. */
interface Moving {
  readonly at: number;
  readonly to: JobStatus;
  readonly model?: string;
  readonly error?: { readonly code: string };
  readonly entry: Omit<LogEntry, 'at' | 'status'>;
  readonly result?: JobResult;
}

/**
 * That entry, as flat fields and values.
 * @param box of the job, where its key is still there
 */
export function movingEntry(
  record: JobRecord,
  { at, to, model, error, entry, result }: Moving,
  box: Pick<Box, 'commit'> | undefined,
): string[] {
  return fieldsOf({
    at: new Date(at).toISOString(),
    actor: entry.actor ?? NOBODY,
    action: `job.${to}`,
    target: record.id,
    model: model ?? record.model,
    cost_micro_usd: String(record.cost),
    code: error?.code ?? entry.code,
    // What each stage of the last attempt came to: mostly `continue`, which goes without saying. Decisions follow.
    stages: entry.stages
      ?.filter(({ name }) => !name.startsWith('policy_'))
      .map(({ name, verdict }) => (verdict === 'continue' ? name : `${name}:${verdict}`))
      .join(' '),
    ...auditFields(entry.stages),
    output: result?.output && box?.commit(PART.result, result.output.output),
  });
}

/**
 * Whether the trail tells of a move: of every end, of waiting for people, and of what policy has denied meanwhile. What it
 * has allowed attempts that came to nothing stands in the timeline: there may be very many while a model is out.
 */
export function isAudited({ to, entry }: Pick<Moving, 'entry' | 'to'>): boolean {
  return !needsHop(to) || hasDenied(entry.stages);
}

function fieldsOf(entry: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(entry).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}
