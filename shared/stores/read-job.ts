import type { JobObject } from '../contracts/job-object.ts';
import { openIfPossible } from '../security/seal.ts';
import type { Box } from '../security/tenant-keys.ts';
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

type PipelineReply = [Error | null, unknown][] | null;

/** Reads several jobs at once, in the order of `ids`; unknown ones are left out. */
export async function readJobs(store: Store, tenant: string, ids: readonly string[]): Promise<StoredJob[]> {
  if (ids.length === 0) return [];
  const { keys } = store;
  const pipeline = store.redis.pipeline();
  for (const id of ids) {
    pipeline.hgetall(keys.job(tenant, id));
    pipeline.getBuffer(keys.jobInput(tenant, id));
    pipeline.getBuffer(keys.jobResult(tenant, id));
  }
  const replies: PipelineReply = await pipeline.exec();
  const secrets = await store.tenantKeys(tenant);
  return ids.flatMap((id, i) => {
    const [hash, input, result] = (replies ?? []).slice(3 * i, 3 * i + 3).map(([error, value]) => {
      if (error) throw error;
      return value;
    });
    const record = parseRecord(tenant, id, hash as Record<string, string>);
    if (!record) return [];
    const box = secrets.box(id);
    return [
      {
        record,
        input: opened<JobInput>(box, PART.input, input),
        result: opened<JobResult>(box, PART.result, result),
      },
    ];
  });
}

/** The content of a part; undefined where there is none, or none that opens: that must not hide the record. */
function opened<T>(box: Box, part: string, sealed: unknown): T | undefined {
  return sealed instanceof Buffer ? openIfPossible(() => box.open<T>(part, sealed)) : undefined;
}

/** Reads one job; undefined when this tenant has none of that id. */
export async function readJob(store: Store, tenant: string, id: string): Promise<StoredJob | undefined> {
  return (await readJobs(store, tenant, [id]))[0];
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
