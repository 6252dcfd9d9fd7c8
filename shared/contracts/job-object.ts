import { z } from 'zod';
import { PRIORITIES } from './job-request.ts';
import { JOB_STATUSES } from './job-states.ts';

const time = z.iso.datetime();
const count = z.int().min(0);

/** The job as every reader sees it: polling, lists, webhooks and the final event. */
export const jobObjectSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('job'),
    status: z.enum(JOB_STATUSES),
    task: z.string(),
    task_version: z.int().min(1),
    created_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    expires_at: time,
    deleted_at: time.optional(),
    priority: z.enum(PRIORITIES),
    subject: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    result: z
      .strictObject({
        output: z.unknown(),
        text: z.string().optional(),
        citations: z.array(z.unknown()),
        tool_calls: z.array(z.strictObject({ name: z.string(), arguments: z.unknown() })),
        confidence: z.number().nullable(),
        finish_reason: z.string(),
        cached: z.boolean(),
      })
      .nullable(),
    error: z
      .strictObject({
        code: z.string(),
        message: z.string(),
        retryable: z.boolean(),
        stage: z.string().nullable(),
      })
      .nullable(),
    usage: z.strictObject({
      input_tokens: count,
      output_tokens: count,
      cached_tokens: count,
      reasoning_tokens: count,
    }),
    cost_micro_usd: count,
    model: z.string().nullable(),
    versions: z.strictObject({
      task: z.int(),
      prompt: z.int().nullable(),
      policy: z.int().nullable(),
      tools: z.record(z.string(), z.int()),
      index: z.int().nullable(),
    }),
    attempts: count,
    trace_id: z.string(),
    waiting_for: z.array(z.string()).optional().describe('Why the job has not ended yet, while it waits.'),
    estimated_start_at: time.nullable().optional(),
  })
  .meta({ id: 'Job' });
export type JobObject = z.infer<typeof jobObjectSchema>;
