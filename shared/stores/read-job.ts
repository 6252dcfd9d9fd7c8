import type { JobObject } from '../contracts/job-object.ts';
import type { Box } from '../security/box.ts';
import { openIfPossible } from '../security/seal.ts';
import { type JobInput, type JobResult, PART } from './job-content.ts';
import { type JobRecord, parseRecord } from './job-record.ts';
import { jobObject } from './render-job.ts';
import type { Store } from './store.ts';

/** A job with its opened content (absent once deleted). */
export interface StoredJob {
  readonly record: JobRecord;
  readonly input?: JobInput;
  readonly result?: JobResult;
}

/** Reads several jobs at once, in the order of `ids`; unknown ones are left out. */
export async function readJobs(store: Store, tenant: string, ids: readonly string[]): Promise<StoredJob[]> {
  const jobs = await Promise.all(ids.map((id) => readJob(store, tenant, id)));
  return jobs.filter((job) => job !== undefined);
}

/**
 * Reads one job; undefined when this tenant has none of that id. The record is read first: content that a
 * record speaks of is there.
 * @param known the job's input where the caller has it: then it is not read
 */
export async function readJob(
  store: Store,
  tenant: string,
  id: string,
  known?: JobInput,
): Promise<StoredJob | undefined> {
  const { redis, keys } = store;
  const [hash, input, result] = await Promise.all([
    redis.hgetall(keys.job(tenant, id)),
    known ? null : redis.getBuffer(keys.jobInput(tenant, id)),
    redis.getBuffer(keys.jobResult(tenant, id)),
  ]);
  const record = parseRecord(tenant, id, hash);
  if (!record) return undefined;
  const box = await store.dataKeys.box(tenant, id, record);
  return {
    record,
    input: record.deletedAt === undefined ? (known ?? opened<JobInput>(box, PART.input, input)) : undefined,
    result: opened<JobResult>(box, PART.result, result),
  };
}

/** The content of a part; undefined where there is none, or none that opens: that must not hide the record. */
function opened<T>(box: Box | undefined, part: string, sealed: Buffer | null): T | undefined {
  return sealed && box ? openIfPossible(() => box.open<T>(part, sealed)) : undefined;
}

/** Reads only the small facts of a job. */
export async function readRecord(store: Store, tenant: string, id: string): Promise<JobRecord | undefined> {
  return parseRecord(tenant, id, await store.redis.hgetall(store.keys.job(tenant, id)));
}

/** Reads only the small facts of several jobs; unknown ones are left out. */
export async function readRecords(
  { redis, keys }: Store,
  tenant: string,
  ids: readonly string[],
): Promise<JobRecord[]> {
  const hashes = await Promise.all(ids.map((id) => redis.hgetall(keys.job(tenant, id))));
  return hashes.flatMap((hash, i) => parseRecord(tenant, ids[i] ?? '', hash) ?? []);
}

/** The job object of a stored job. */
export function objectOf(job: StoredJob): JobObject {
  return jobObject(job.record, job);
}
