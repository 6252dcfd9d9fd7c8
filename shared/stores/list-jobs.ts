import { JOB_STATUSES, type JobStatus } from '../contracts/job-states.ts';
import { metadataDigest, subjectDigest } from './job-indexes.ts';
import { readJobs, type StoredJob } from './read-job.ts';
import type { Store } from './store.ts';

/** What a list of jobs is narrowed to. Times are Unix ms. */
export interface JobFilter {
  readonly statuses?: readonly JobStatus[];
  readonly task?: string;
  readonly subject?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Inclusive. */
  readonly createdAfter?: number;
  /** Exclusive. */
  readonly createdBefore?: number;
}

/** A place in a list, newest first: jobs strictly behind it follow. */
export interface JobCursor {
  readonly createdAt: number;
  readonly id: string;
}

export interface JobPage {
  readonly jobs: readonly StoredJob[];
  readonly next?: JobCursor;
}

/** Jobs looked at for one page, so that a filter that matches little cannot hold a request. */
const SCAN_LIMIT = 2_000;

interface Entry {
  readonly id: string;
  readonly createdAt: number;
}

/**
 * One page of a tenant's jobs, newest first. A page may be short although more follow (`next` says so):
 * a page looks at a bounded number of jobs.
 */
export async function listJobs(
  store: Store,
  tenant: string,
  filter: JobFilter,
  limit: number,
  cursor?: JobCursor,
): Promise<JobPage> {
  const sources = await sourcesOf(store, tenant, filter);
  const found: StoredJob[] = [];
  let at = cursor;
  for (let scanned = 0; scanned < SCAN_LIMIT; ) {
    const entries = await mergeNewest(store, sources, filter, limit + 1, at);
    const jobs = await readJobs(
      store,
      tenant,
      entries.map((entry) => entry.id),
    );
    const byId = new Map(jobs.map((job) => [job.record.id, job]));
    for (const entry of entries) {
      const job = byId.get(entry.id);
      if (job && matches(job, filter)) {
        if (found.length === limit) return { jobs: found, next: at };
        found.push(job);
      }
      at = entry;
    }
    if (entries.length <= limit) return { jobs: found };
    scanned += entries.length;
  }
  return { jobs: found, next: at };
}

/** The sorted sets that together hold every job the filter can match. */
async function sourcesOf(
  { keys, redis, ...store }: Store,
  tenant: string,
  filter: JobFilter,
): Promise<string[]> {
  const secrets = await store.tenantKeys(tenant);
  if (filter.subject !== undefined) return [keys.jobIndex(tenant, subjectDigest(secrets, filter.subject))];
  const [pair] = Object.entries(filter.metadata ?? {});
  if (pair) return [keys.jobIndex(tenant, metadataDigest(secrets, pair[0], pair[1]))];
  const statuses = [...new Set(filter.statuses ?? JOB_STATUSES)];
  const partitions = filter.task === undefined ? await redis.smembers(keys.jobPartitions(tenant)) : [];
  const known = partitions.map((partition) => partition.slice(0, partition.lastIndexOf(':')));
  const tasks = filter.task === undefined ? [...new Set(known)] : [filter.task];
  // Every status of a known task counts, also one that its first job comes to only now.
  return tasks.flatMap((task) => statuses.map((status) => keys.jobPartition(tenant, task, status)));
}

/** The newest `count` entries behind the cursor over all sources; equal times are ordered by id. */
async function mergeNewest(
  { redis }: Store,
  sources: readonly string[],
  filter: JobFilter,
  count: number,
  cursor: JobCursor | undefined,
): Promise<Entry[]> {
  const before = filter.createdBefore === undefined ? Number.POSITIVE_INFINITY : filter.createdBefore - 1;
  const newest = Math.min(before, cursor?.createdAt ?? Number.POSITIVE_INFINITY);
  const range = {
    max: newest === Number.POSITIVE_INFINITY ? '+inf' : newest,
    min: filter.createdAfter ?? '-inf',
  };
  const behind = (entry: Entry) =>
    !cursor ||
    entry.createdAt < cursor.createdAt ||
    (entry.createdAt === cursor.createdAt && entry.id < cursor.id);
  // What the cursor has passed may fill a first look, where many jobs have its time: then look further.
  for (let reach = count + 1; ; reach *= 2) {
    const pages = await readNewest(redis, sources, range, reach);
    const left = pages.map((page) => page.filter(behind));
    if (pages.some((page, i) => page.length === reach && (left[i]?.length ?? 0) < count)) continue;
    return left
      .flat()
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .slice(0, count);
  }
}

/** Reads all sources at one moment, so that a job that moves from one to another stands in exactly one. */
async function readNewest(
  redis: Store['redis'],
  sources: readonly string[],
  range: { readonly max: number | string; readonly min: number | string },
  reach: number,
): Promise<Entry[][]> {
  const transaction = redis.multi();
  for (const key of sources) {
    transaction.zrevrangebyscore(key, range.max, range.min, 'WITHSCORES', 'LIMIT', 0, reach);
  }
  const replies: [Error | null, unknown][] = sources.length > 0 ? ((await transaction.exec()) ?? []) : [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    const flat = reply as string[];
    return flat.flatMap((id, i) => (i % 2 === 0 ? [{ id, createdAt: Number(flat[i + 1]) }] : []));
  });
}

function matches({ record, input }: StoredJob, filter: JobFilter): boolean {
  if (record.deletedAt !== undefined) return false;
  if (filter.statuses && !filter.statuses.includes(record.status)) return false;
  if (filter.task !== undefined && record.task !== filter.task) return false;
  if (filter.subject !== undefined && input?.subject !== filter.subject) return false;
  return Object.entries(filter.metadata ?? {}).every(([key, value]) => input?.metadata?.[key] === value);
}
