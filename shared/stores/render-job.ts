import type { JobObject } from '../contracts/job-object.ts';
import { needsHop } from '../contracts/job-states.ts';
import { ERRORS, type ErrorCode } from '../errors/error-table.ts';
import type { JobInput, JobResult } from './job-content.ts';
import type { JobRecord } from './job-record.ts';

/** What a stored job's content says, or nothing once it was deleted. */
export interface JobContent {
  readonly input?: JobInput;
  readonly result?: JobResult;
}

export function rfc3339(ms: number): string {
  return new Date(ms).toISOString();
}

function errorOf(record: JobRecord, message: string | undefined): JobObject['error'] {
  if (!record.errorCode || needsHop(record.status)) return null;
  const entry = record.errorCode in ERRORS ? ERRORS[record.errorCode as ErrorCode] : undefined;
  return {
    code: record.errorCode,
    message: message ?? entry?.title ?? record.errorCode,
    retryable: entry?.retryable ?? false,
    stage: record.errorStage ?? null,
  };
}

/** Renders the job object of DESIGN §6 from a record and its opened content. */
export function jobObject(record: JobRecord, content: JobContent): JobObject {
  const output = record.status === 'completed' ? content.result?.output : undefined;
  return {
    id: record.id,
    object: 'job',
    status: record.status,
    task: record.task,
    task_version: record.taskVersion,
    created_at: rfc3339(record.createdAt),
    started_at: record.startedAt === undefined ? null : rfc3339(record.startedAt),
    finished_at: record.finishedAt === undefined ? null : rfc3339(record.finishedAt),
    expires_at: rfc3339(record.expiresAt),
    ...(record.deletedAt === undefined ? {} : { deleted_at: rfc3339(record.deletedAt) }),
    priority: record.priority,
    subject: content.input?.subject ?? null,
    metadata: { ...content.input?.metadata },
    result: output
      ? {
          ...output,
          citations: [...output.citations],
          tool_calls: output.tool_calls.map((call) => ({ ...call })),
        }
      : null,
    error: errorOf(record, content.result?.message),
    usage: {
      input_tokens: record.usage.input,
      output_tokens: record.usage.output,
      cached_tokens: record.usage.cached,
      reasoning_tokens: record.usage.reasoning,
    },
    cost_micro_usd: record.cost,
    model: record.model || null,
    versions: {
      task: record.taskVersion,
      prompt: record.promptVersion,
      policy: record.policyVersion,
      tools: {},
      index: null,
    },
    attempts: record.attempts,
    trace_id: record.traceId,
  };
}
