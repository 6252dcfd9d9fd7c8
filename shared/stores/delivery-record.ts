import type { DeliveryStatus } from '../contracts/delivery-states.ts';
import type { WebhookEventType } from '../contracts/webhook-events.ts';

/** One attempt as a delivery's history keeps it. Codes and numbers only. */
export interface AttemptEntry {
  /** Unix ms. */
  readonly at: number;
  /** `delivered`, `http_503`, `timeout` … */
  readonly code: string;
  readonly durationMs: number;
}

/** The facts of a delivery, as its Redis hash holds them. Times are Unix ms. */
export interface DeliveryRecord {
  readonly tenant: string;
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly event: WebhookEventType;
  readonly endpointId: string;
  /** The job that its event is about; absent for an event of the tenant itself. */
  readonly jobId?: string;
  readonly createdAt: number;
  readonly hop: number;
  /** BullMQ's `attemptsStarted` of the attempt that owns the delivery; 0 while its hop was never started. */
  readonly attempt: number;
  /** Attempts over the delivery's whole life. */
  readonly attempts: number;
  /** Attempts of the schedule it is in: a redrive starts a new one. */
  readonly tries: number;
  readonly redrives: number;
  /** How the last attempt ended, or why there was none. */
  readonly code?: string;
  readonly responseCode?: number;
  readonly durationMs?: number;
  readonly lastAttemptAt?: number;
  readonly nextAttemptAt?: number;
  /** Oldest first, at most 20. */
  readonly history: readonly AttemptEntry[];
  /** Whether it goes to an address of its job's own, which says nothing about the endpoint that signs for it. */
  readonly own: boolean;
  /** Sealed: the first 1 KB of the last response. */
  readonly response?: Buffer;
  /** Of the job that it is about: its message and response are sealed with the job's key. */
  readonly dataKey?: string;
  readonly subject?: string;
}

/** Reads a delivery from its hash; undefined when there is none. */
export function parseDelivery(
  tenant: string,
  id: string,
  hash: Readonly<Record<string, string>>,
): DeliveryRecord | undefined {
  if (!hash.status) return undefined;
  const number = (name: string) => (hash[name] === undefined ? undefined : Number(hash[name]));
  const sealed = (name: string) => (hash[name] ? Buffer.from(hash[name], 'base64') : undefined);
  const attempts = number('attempts') ?? 0;
  return {
    tenant,
    id,
    status: hash.status as DeliveryStatus,
    event: hash.event as WebhookEventType,
    endpointId: hash.endpoint ?? '',
    jobId: hash.job,
    createdAt: number('created_at') ?? 0,
    hop: number('hop') ?? 0,
    attempt: number('attempt') ?? 0,
    attempts,
    tries: attempts - (number('schedule_from') ?? 0),
    redrives: number('redrives') ?? 0,
    code: hash.code,
    responseCode: number('response_code') || undefined,
    durationMs: number('duration_ms'),
    lastAttemptAt: number('last_attempt_at'),
    nextAttemptAt: number('next_attempt_at'),
    history: parseHistory(hash.history),
    own: hash.own === '1',
    response: sealed('response'),
    dataKey: hash.key,
    subject: hash.subject,
  };
}

/** One attempt as a word of the history; `parseHistory` is its inverse. */
export function formatAttempt({ at, code, durationMs }: AttemptEntry): string {
  return `${at},${code},${durationMs}`;
}

function parseHistory(text: string | undefined): AttemptEntry[] {
  const words = text ? text.split(' ') : [];
  return words.map((word) => {
    const [at = '', code = '', durationMs = ''] = word.split(',');
    return { at: Number(at), code, durationMs: Number(durationMs) };
  });
}
