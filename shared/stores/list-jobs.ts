import { JOB_STATUSES, type JobStatus } from '../contracts/job-states.ts';
import { indexDigests } from './job-indexes.ts';
import type { JobRecord } from './job-record.ts';
import { readJobs, readRecords, type StoredJob } from './read-job.ts';
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
  /** Without what they were asked: a list does not show it. */
  readonly jobs: readonly StoredJob[];
  readonly next?: JobCursor;
}

/** Jobs looked at for one page, so that a filter that matches little cannot hold a request. */
const SCAN_LIMIT = 2_000;
/** Jobs whose content is opened at the same time: an input may have a megabyte. */
const OPENED_AT_ONCE = 10;

interface Entry {
  readonly id: string;
  readonly createdAt: number;
}

/** Where the jobs of a list are found. */
interface Sources {
  /** Sorted sets that together hold every job the filter can match. */
  readonly lists: readonly string[];
  /** Indexes: the first is the only list, a job must be in all others too. */
  readonly indexes: readonly string[];
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
  const found: string[] = [];
  const page = async (next?: JobCursor) => ({ jobs: await openPage(store, tenant, found, filter), next });
  let at = cursor;
  for (let scanned = 0; scanned < SCAN_LIMIT; ) {
    const entries = await mergeNewest(store, sources.lists, filter, limit + 1, at);
    const matching = await matchingOf(store, tenant, sources, filter, entries);
    for (const entry of entries) {
      if (matching.has(entry.id)) {
        if (found.length === limit) return page(at);
        found.push(entry.id);
      }
      at = entry;
    }
    if (entries.length <= limit) return page();
    scanned += entries.length;
  }
  return page(at);
}

async function sourcesOf(
  { keys, redis, ...store }: Store,
  tenant: string,
  filter: JobFilter,
): Promise<Sources> {
  const secrets = await store.tenantKeys(tenant);
  const indexes = indexDigests(secrets, filter).map((digest) => keys.jobIndex(tenant, digest));
  if (indexes.length > 0) return { lists: indexes.slice(0, 1), indexes };
  const statuses = [...new Set(filter.statuses ?? JOB_STATUSES)];
  const partitions = filter.task === undefined ? await redis.smembers(keys.jobPartitions(tenant)) : [];
  const known = partitions.map((partition) => partition.slice(0, partition.lastIndexOf(':')));
  const tasks = filter.task === undefined ? [...new Set(known)] : [filter.task];
  // Every status of a known task counts, also one that its first job comes to only now.
  const lists = tasks.flatMap((task) => statuses.map((status) => keys.jobPartition(tenant, task, status)));
  return { lists, indexes };
}

/** The ids of those entries that the filter wants, by their records and indexes alone. */
async function matchingOf(
  store: Store,
  tenant: string,
  { indexes: [first, ...others] }: Sources,
  filter: JobFilter,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const { redis, keys, run } = store;
  const ids = entries.map(({ id }) => id);
  const records = await readRecords(store, tenant, ids);
  const known = new Set(records.map(({ id }) => id));
  const gone = ids.filter((id) => !known.has(id));
  if (first !== undefined && gone.length > 0) {
    await run('forget-listed', [first, ...gone.map((id) => keys.job(tenant, id))], gone);
  }
  let wanted = records.filter((record) => wants(filter, record)).map(({ id }) => id);
  for (const index of others) {
    const scores = wanted.length > 0 ? await redis.zmscore(index, wanted) : [];
    wanted = wanted.filter((_, i) => scores[i] !== null);
  }
  return new Set(wanted);
}

/** Opens the content of a page, a few jobs at a time, and keeps what a list shows. */
async function openPage(
  store: Store,
  tenant: string,
  ids: readonly string[],
  filter: JobFilter,
): Promise<StoredJob[]> {
  const jobs: StoredJob[] = [];
  for (let i = 0; i < ids.length; i += OPENED_AT_ONCE) {
    const group = await readJobs(store, tenant, ids.slice(i, i + OPENED_AT_ONCE));
    // One that has moved since it was found may be wanted no longer.
    const wanted = group.filter(({ record }) => wants(filter, record));
    jobs.push(...wanted.map((job) => ({ ...job, input: job.input && { ...job.input, input: undefined } })));
  }
  return jobs;
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

function wants(filter: JobFilter, record: JobRecord): boolean {
  if (record.deletedAt !== undefined) return false;
  if (filter.statuses && !filter.statuses.includes(record.status)) return false;
  return filter.task === undefined || record.task === filter.task;
}
