import type { LogEntry, StageEntry } from './job-log.ts';
import { readRecord } from './read-job.ts';
import { rfc3339 } from './render-job.ts';
import type { Store } from './store.ts';

/** A timeline entry with its times in RFC 3339. */
export type TimelineEntry = Omit<LogEntry, 'at' | 'stages'> & {
  readonly at: string;
  readonly stages?: readonly (Omit<StageEntry, 'at'> & { readonly at: string })[];
};

/** A job's timeline, oldest first; undefined when the tenant has no such job. */
export async function readTimeline(
  store: Store,
  tenant: string,
  id: string,
): Promise<TimelineEntry[] | undefined> {
  const record = await readRecord(store, tenant, id);
  if (!record) return undefined;
  const lines = await store.redis.lrange(store.keys.jobLog(tenant, id), 0, -1);
  // Admission writes no line of its own: what it would say is in the record.
  const admitted: LogEntry = { at: record.createdAt, status: 'queued', hop: 1 };
  return [admitted, ...lines.map((line) => JSON.parse(line) as LogEntry)].map(({ stages, at, ...entry }) => ({
    ...entry,
    at: rfc3339(at),
    ...(stages && { stages: stages.map((stage) => ({ ...stage, at: rfc3339(stage.at) })) }),
  }));
}
