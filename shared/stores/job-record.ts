import type { Priority, Sensitivity } from '../contracts/job-request.ts';
import type { JobStatus } from '../contracts/job-states.ts';
import { branchesOf } from './branches.ts';
import type { Part } from './tenant-retention.ts';

/** Tokens one or more model calls used. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly reasoning: number;
}

/** The small facts of a job, as its Redis hash holds them. Times are Unix milliseconds. */
export interface JobRecord {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  readonly status: JobStatus;
  readonly task: string;
  readonly taskVersion: number;
  readonly promptVersion: number | null;
  readonly routeVersion: number | null;
  readonly policyVersion: number | null;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly expiresAt: number;
  readonly priority: Priority;
  readonly sensitivity: Sensitivity;
  /** What it was estimated to use. */
  readonly tokens: number;
  /** The model's name; a member's name where the catalog entry is a family. */
  readonly model: string;
  /** The queue the current hop is on. */
  readonly queue: string;
  readonly hop: number;
  /** Where the job began, once it has been rerouted. */
  readonly firstModel?: string;
  readonly firstQueue?: string;
  /** Side calls by name: the id of the model on whose queue each is, or nothing once it has ended. */
  readonly branches: Readonly<Record<string, string>>;
  /** Models that the job has failed on. */
  readonly failedModels: readonly string[];
  /** Probes of models that have failed with it. */
  readonly failedProbes: number;
  /** BullMQ's `attemptsStarted` of the attempt that owns the job. */
  readonly attempt: number;
  readonly attempts: number;
  /** Attempts that ended because their worker died. */
  readonly crashes: number;
  readonly redrives: number;
  readonly usage: Usage;
  /** Micro-USD. */
  readonly cost: number;
  /** What is left of its reservation, in micro-USD; absent where no budget applied. */
  readonly reserved?: number;
  /** The UTC day on which it reserved. */
  readonly reservedOn?: string;
  readonly traceId: string;
  readonly fingerprint: string;
  readonly apiKeyId: string;
  readonly errorCode?: string;
  readonly errorStage?: string;
  /** When a queued job that backs off becomes due. */
  readonly retryAt?: number;
  /** Why it was put off, when its last attempt was. */
  readonly putOff?: string;
  /** The second (Unix s) in which it last began, counted among what its tenant may; 0 where no minute is counted. */
  readonly countedIn?: number;
  /** The place in the cache of what it has answered. */
  readonly cacheKey?: string;
  readonly deletedAt?: number;
  /** Parts whose retention has ended before the record's. */
  readonly erasedParts: readonly Part[];
  /** See `KeyReference`: what seals the job's content. Absent once the job is erased. */
  readonly dataKey?: string;
  readonly subject?: string;
}

export const NO_USAGE: Usage = { input: 0, output: 0, cached: 0, reasoning: 0 };

export function formatUsage(usage: Usage): string {
  return [usage.input, usage.output, usage.cached, usage.reasoning].join(',');
}

function parseUsage(text: string | undefined): Usage {
  const [input = 0, output = 0, cached = 0, reasoning = 0] = (text ?? '').split(',').map(Number);
  return { input, output, cached, reasoning };
}

/** Reads a record from its hash; undefined when there is none. */
export function parseRecord(
  tenant: string,
  id: string,
  hash: Readonly<Record<string, string>>,
): JobRecord | undefined {
  if (!hash.status) return undefined;
  const optional = (name: string) => (hash[name] === undefined ? undefined : Number(hash[name]));
  const count = (name: string) => Number(hash[name] ?? 0);
  return {
    tenant,
    id,
    version: count('version'),
    status: hash.status as JobStatus,
    task: hash.task ?? '',
    taskVersion: count('task_version'),
    promptVersion: optional('prompt_version') ?? null,
    routeVersion: optional('route_version') ?? null,
    policyVersion: optional('policy_version') ?? null,
    createdAt: count('created_at'),
    startedAt: optional('started_at'),
    finishedAt: optional('finished_at'),
    expiresAt: count('expires_at'),
    priority: hash.priority as Priority,
    sensitivity: hash.sensitivity as Sensitivity,
    tokens: count('tokens'),
    model: hash.model ?? '',
    queue: hash.queue ?? '',
    hop: count('hop'),
    firstModel: hash.first_model,
    firstQueue: hash.first_queue,
    branches: hash.pending === undefined ? {} : branchesOf(hash),
    failedModels: hash.failed_models?.split(',') ?? [],
    failedProbes: count('failed_probes'),
    attempt: count('attempt'),
    attempts: count('attempts'),
    crashes: count('crashes'),
    redrives: count('redrives'),
    usage: parseUsage(hash.usage),
    cost: count('cost'),
    reserved: optional('reserved'),
    reservedOn: hash.reserved_by?.split(' ')[0],
    traceId: hash.trace_id ?? '',
    fingerprint: hash.fingerprint ?? '',
    apiKeyId: hash.api_key ?? '',
    errorCode: hash.error_code,
    errorStage: hash.error_stage,
    retryAt: optional('retry_at'),
    putOff: hash.put_off,
    countedIn: optional('counted_in'),
    cacheKey: hash.cache_key,
    deletedAt: optional('deleted_at'),
    erasedParts: (hash.erased?.split(',') ?? []) as Part[],
    dataKey: hash.key,
    subject: hash.subject,
  };
}

/** Turns the flat reply of a script (`field, value, …` as buffers) into a hash. */
export function hashOf(flat: readonly Buffer[]): Record<string, string> {
  const hash: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) hash[String(flat[i])] = String(flat[i + 1]);
  return hash;
}
