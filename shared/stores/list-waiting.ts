import { readJobs, type StoredJob } from './read-job.ts';
import type { Store } from './store.ts';

/** Jobs read at a time, to find those that a filter wants. */
const GROUP = 100;

/** What a job can wait for people in. */
export type WaitingStatus = 'awaiting_approval' | 'awaiting_review';

/** Which of the waiting jobs, and how many. */
export interface WaitingQuery {
  readonly status: WaitingStatus;
  readonly task?: string;
  readonly code?: string;
  readonly limit: number;
  readonly after?: Place;
}

/** A job's place among those that wait: since when it waits, in Unix ms, and its id. */
interface Place {
  readonly at: number;
  readonly id: string;
}

/** A page of the jobs of a tenant that wait for people, those that wait longest first. */
export async function listWaiting(
  store: Store,
  tenant: string,
  { status, task, code, limit, after }: WaitingQuery,
): Promise<{
  readonly jobs: readonly StoredJob[] /** The last of the page, where there are more. */;
  readonly next?: Place;
}> {
  const { redis, keys } = store;
  const found: StoredJob[] = [];
  let last: Place | undefined;
  for (let skip = 0; ; skip += GROUP) {
    const flat = await redis.zrangebyscore(
      ...([keys.awaitingPeople(tenant, status), after?.at ?? '-inf', '+inf', 'WITHSCORES'] as const),
      ...(['LIMIT', skip, GROUP] as const),
    );
    const places = new Map<string, number>();
    for (let i = 0; i + 1 < flat.length; i += 2) places.set(flat[i] ?? '', Number(flat[i + 1]));
    const ids = [...places].flatMap(([id, at]) => (isAfter({ at, id }, after) ? [id] : []));
    for (const job of await readJobs(store, tenant, ids)) {
      const { record } = job;
      const wanted = record.status === status && (task ?? record.task) === record.task;
      if (!wanted || (code ?? record.errorCode) !== record.errorCode) continue;
      if (found.length === limit) return { jobs: found, next: last };
      found.push(job);
      last = { at: places.get(record.id) ?? 0, id: record.id };
    }
    if (flat.length < 2 * GROUP) return { jobs: found };
  }
}

function isAfter({ at, id }: Place, after: Place | undefined): boolean {
  return after === undefined || at > after.at || (at === after.at && id > after.id);
}
