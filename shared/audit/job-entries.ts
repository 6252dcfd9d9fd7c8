import type { Box } from '../security/box.ts';
import { type JobResult, PART } from '../stores/job-content.ts';
import type { LogEntry } from '../stores/job-log.ts';
import type { JobRecord } from '../stores/job-record.ts';

/** Who ends a job where nobody in particular does. */
const NOBODY = 'worker';

/** A job that is admitted, as far as its entry tells of it. */
type Admitted = Pick<JobRecord, 'id' | 'task' | 'taskVersion' | 'sensitivity' | 'createdAt' | 'apiKeyId'>;

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
  });
}

/** What an entry of a job's end, or of its waiting for people, tells. */
interface Ending {
  readonly at: number;
  readonly to: string;
  readonly model?: string;
  readonly error?: { readonly code: string };
  readonly entry: Omit<LogEntry, 'at' | 'status'>;
  readonly result?: JobResult;
}

/**
 * The entry of a job's end, or of its waiting for people, as flat fields and values.
 * @param box of the job, where its key is still there
 */
export function endingEntry(
  record: JobRecord,
  { at, to, model, error, entry, result }: Ending,
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
    // What each stage of the last attempt came to: mostly `continue`, which goes without saying.
    stages: entry.stages
      ?.map(({ name, verdict }) => (verdict === 'continue' ? name : `${name}:${verdict}`))
      .join(' '),
    output: result?.output && box?.commit(PART.result, result.output.output),
  });
}

function fieldsOf(entry: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(entry).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}
