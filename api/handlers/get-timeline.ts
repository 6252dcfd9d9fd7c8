import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { readTimeline } from '../../shared/stores/read-timeline.ts';
import { defineRoute } from '../http/route.ts';

const stageSchema = z.strictObject({
  name: z.string(),
  at: z.iso.datetime(),
  duration_ms: z.number(),
  verdict: z.string(),
  code: z.string().optional(),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe('Names and numbers of the stage; no content.'),
});

const entrySchema = z.strictObject({
  at: z.iso.datetime(),
  status: z.string(),
  queue: z.string().optional(),
  hop: z.int().optional(),
  attempt: z.int().optional(),
  branch: z.string().optional().describe('The side call that has ended, where the line tells of one.'),
  code: z.string().optional(),
  actor: z.string().optional(),
  stages: z.array(stageSchema).optional(),
});

const timelineSchema = z
  .strictObject({ object: z.literal('timeline'), job_id: z.string(), data: z.array(entrySchema) })
  .meta({ id: 'Timeline' });

export const getTimeline = defineRoute({
  method: 'get',
  path: '/v1/jobs/:id/timeline',
  scope: 'jobs:read',
  tag: 'Jobs',
  summary: 'Every hop, attempt, stage, decision and call of a job',
  answers: { 200: { description: 'The timeline, oldest first', schema: timelineSchema } },
  handler: async ({ context, principal, params }) => {
    const id = params.id ?? '';
    const entries = await readTimeline(context.installation.store, principal.tenant, id);
    if (!entries) throw new AppError('not_found', `There is no job ${id}.`);
    return { status: 200, body: { object: 'timeline', job_id: id, data: entries } };
  },
});
