import type { LogEntry, StageEntry } from './job-log.ts';
import { readJob, type StoredJob } from './read-job.ts';
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
  const job = await readJob(store, tenant, id);
  if (!job) return undefined;
  const { record } = job;
  const lines = await store.redis.lrange(store.keys.jobLog(tenant, id), 0, -1);
  // Admission writes no line of its own: what it would say is in the record.
  const admitted: LogEntry = { at: record.createdAt, status: 'queued', hop: 1, stages: choiceOf(job) };
  return [admitted, ...lines.map((line) => JSON.parse(line) as LogEntry)].map(({ stages, at, ...entry }) => ({
    ...entry,
    at: rfc3339(at),
    ...(stages && { stages: stages.map((stage) => ({ ...stage, at: rfc3339(stage.at) })) }),
  }));
}

/** The choice of the job's first model, where there was one. */
function choiceOf({ record, input }: StoredJob): StageEntry[] | undefined {
  const details = input?.choice;
  if (!details) return undefined;
  const verdict = Object.values(details).includes('asked') ? 'asked' : 'chosen';
  return [{ name: 'choose_model', at: record.createdAt, duration_ms: 0, verdict, details }];
}
