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
  const statuses = filter.statuses ?? JOB_STATUSES;
  if (filter.task !== undefined) {
    const { task } = filter;
    return statuses.map((status) => keys.jobPartition(tenant, task, status));
  }
  const partitions = await redis.smembers(keys.jobPartitions(tenant));
  return partitions.flatMap((partition) => {
    const split = partition.lastIndexOf(':');
    const status = statuses.find((wanted) => wanted === partition.slice(split + 1));
    return status ? [keys.jobPartition(tenant, partition.slice(0, split), status)] : [];
  });
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
  const max = Math.min(before, cursor?.createdAt ?? Number.POSITIVE_INFINITY);
  const min = filter.createdAfter ?? '-inf';
  const behind = (entry: Entry) =>
    !cursor ||
    entry.createdAt < cursor.createdAt ||
    (entry.createdAt === cursor.createdAt && entry.id < cursor.id);
  const pages = await Promise.all(sources.map((key) => newestOf(redis, key, max, min, count, behind)));
  return pages
    .flat()
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
    .slice(0, count);
}

/** Redis orders equal scores by member, so skipping what the cursor has passed keeps the order whole. */
async function newestOf(
  redis: Store['redis'],
  key: string,
  max: number,
  min: number | string,
  count: number,
  behind: (entry: Entry) => boolean,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const top = max === Number.POSITIVE_INFINITY ? '+inf' : max;
  for (let offset = 0; ; offset += count) {
    const flat = await redis.zrevrangebyscore(key, top, min, 'WITHSCORES', 'LIMIT', offset, count);
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const entry = { id: flat[i] ?? '', createdAt: Number(flat[i + 1]) };
      if (behind(entry)) entries.push(entry);
    }
    if (flat.length < 2 * count || entries.length >= count) return entries.slice(0, count);
  }
}

function matches({ record, input }: StoredJob, filter: JobFilter): boolean {
  if (record.deletedAt !== undefined) return false;
  if (filter.statuses && !filter.statuses.includes(record.status)) return false;
  if (filter.task !== undefined && record.task !== filter.task) return false;
  if (filter.subject !== undefined && input?.subject !== filter.subject) return false;
  return Object.entries(filter.metadata ?? {}).every(([key, value]) => input?.metadata?.[key] === value);
}
