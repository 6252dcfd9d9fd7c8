import { once } from 'node:events';
import type { Response } from 'express';
import { isFinal } from '../../shared/contracts/job-states.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { openDeltas, readDeltas } from '../../shared/stores/deltas.ts';
import type { LogEntry } from '../../shared/stores/job-log.ts';
import { objectOf, readJob, type StoredJob } from '../../shared/stores/read-job.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import type { ApiContext } from '../context.ts';

/** How far a client has read: lifecycle events, output entries, and whether the last one was final. */
export interface Position {
  readonly lifecycle: number;
  readonly deltas: number;
  readonly final: boolean;
}

export interface Following {
  readonly context: ApiContext;
  readonly tenant: string;
  readonly id: string;
  readonly position: Position;
  readonly gone: AbortSignal;
}

interface Event {
  readonly name: string;
  readonly data: unknown;
  readonly position: Position;
}

const HEARTBEAT_MS = 15_000;

const START: Position = { lifecycle: 0, deltas: 0, final: false };

/** Where a client goes on that names the last event it heard; what names none of the job's starts at the beginning. */
export async function positionBehind(
  { store }: Installation,
  { record }: StoredJob,
  lastEventId: string | string[] | undefined,
): Promise<Position> {
  const match = /^(\d{1,9})-(\d{1,9})(-end)?$/.exec(String(lastEventId ?? ''));
  if (!match) return START;
  const told = 1 + (await store.redis.llen(store.keys.jobLog(record.tenant, record.id)));
  const lifecycle = Number(match[1]);
  // A job that was retried has gone on behind what was its final event.
  const named = { lifecycle, deltas: Number(match[2]), final: match[3] !== undefined && lifecycle >= told };
  // Nothing would ever follow what lies beyond the last event there can be.
  const beyond =
    named.lifecycle > told || (named.lifecycle === told && isFinal(record.status) && !named.final);
  return beyond ? START : named;
}

function formatPosition({ lifecycle, deltas, final }: Position): string {
  return `${lifecycle}-${deltas}${final ? '-end' : ''}`;
}

/** Writes a job's events from a position on, until its final event or until the client goes away. */
export async function streamEvents(following: Following, response: Response): Promise<void> {
  const { context, tenant, id, gone } = following;
  let position = following.position;
  let changed = Promise.withResolvers<void>();
  const stopListening = await context.changes.listen(tenant, id, 'all', () => changed.resolve());
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const leave = () => changed.resolve();
  gone.addEventListener('abort', leave, { once: true });
  try {
    response.flushHeaders();
    while (!gone.aborted) {
      for (const event of await eventsSince(following, position)) {
        await write(response, event, gone);
        position = event.position;
      }
      if (position.final) break;
      await changed.promise;
      changed = Promise.withResolvers<void>();
    }
  } finally {
    clearInterval(heartbeat);
    gone.removeEventListener('abort', leave);
    stopListening();
    response.end();
  }
}

async function write(response: Response, event: Event, gone: AbortSignal): Promise<void> {
  const lines = [`id: ${formatPosition(event.position)}`, `event: ${event.name}`];
  const more = response.write(`${lines.join('\n')}\ndata: ${JSON.stringify(event.data)}\n\n`);
  if (!more && !gone.aborted) await once(response, 'drain', { signal: gone }).catch(() => {});
}

/** The text that a completed job's task would have streamed; undefined for what is never streamed. */
function streamedText({ catalog }: Installation, { record, result }: StoredJob): string | undefined {
  const task = catalog.definition('tasks', record.task, record.taskVersion);
  const output = result?.output?.output;
  if (record.status !== 'completed' || !task?.stream || task.output_schema) return undefined;
  return typeof output === 'string' && output !== '' ? output : undefined;
}

/**
 * Everything behind a position. The timeline is read before the deltas: a delta is never written after
 * the entry that ends its attempt, so no entry read here can be missing deltas that came before it.
 */
async function eventsSince({ context, tenant, id }: Following, start: Position): Promise<Event[]> {
  const { store } = context.installation;
  const lines = await store.redis.lrange(store.keys.jobLog(tenant, id), Math.max(0, start.lifecycle - 1), -1);
  const sealed = await readDeltas(store, tenant, id, start.deltas);
  const job = await readJob(store, tenant, id);
  if (!job) return [];
  const deltas = await openDeltas(store, job.record, sealed);
  const admitted: LogEntry = { at: job.record.createdAt, status: 'queued' };
  const entries = [
    ...(start.lifecycle === 0 ? [admitted] : []),
    ...lines.map((line) => JSON.parse(line) as LogEntry),
  ];

  const events: Event[] = [];
  let position = start;
  const tellDeltas = () => {
    for (let next = deltas[0]; next && next.after < position.lifecycle; next = deltas[0]) {
      deltas.shift();
      position = { ...position, deltas: position.deltas + 1 };
      const { delta } = next;
      events.push(
        delta.type === 'delta'
          ? { name: 'output.delta', data: { text: delta.text }, position }
          : { name: 'output.reset', data: {}, position },
      );
    }
  };
  /** An answer that came too fast for a stream is told as one delta, before the job's end. */
  const tellUnstreamed = () => {
    const text = position.deltas === 0 ? streamedText(context.installation, job) : undefined;
    if (text === undefined) return;
    position = { ...position, deltas: 1 };
    events.push({ name: 'output.delta', data: { text }, position });
  };
  if (position.lifecycle > 0) tellDeltas();
  for (const [i, entry] of entries.entries()) {
    const last = i === entries.length - 1;
    const final = last && isFinal(entry.status) && job.record.status === entry.status;
    if (final) tellUnstreamed();
    position = { ...position, lifecycle: position.lifecycle + 1, final };
    const brief = { id, object: 'job', status: entry.status, at: rfc3339(entry.at), code: entry.code };
    if (entry.branch === undefined)
      events.push({ name: `job.${entry.status}`, data: final ? objectOf(job) : brief, position });
    if (!final) tellDeltas();
  }
  return events;
}
