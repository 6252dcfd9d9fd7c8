import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { isId, randomId } from '../../shared/security/ids.ts';
import { addFeedback } from '../../shared/stores/add-feedback.ts';
import { readRecord } from '../../shared/stores/read-job.ts';
import { defineRoute } from '../http/route.ts';

const feedbackSchema = z
  .strictObject({
    score: z.number().min(-1).max(1).optional(),
    label: z.string().min(1).max(64).optional(),
    comment: z.string().min(1).max(4_000).optional(),
    correction: z.unknown().optional().describe('What the output should have been.'),
  })
  .refine(
    (feedback) => Object.values(feedback).some((value) => value !== undefined),
    'say at least one thing',
  )
  .meta({ id: 'Feedback' });

const storedSchema = z.looseObject({
  id: z.string(),
  object: z.literal('feedback'),
  created_at: z.iso.datetime(),
});

export const createFeedback = defineRoute({
  method: 'post',
  path: '/v1/jobs/:id/feedback',
  scope: 'jobs:write',
  tag: 'Jobs',
  summary: 'Say how good a result was',
  body: feedbackSchema,
  answers: { 201: { description: 'The feedback, stored', schema: storedSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { store } = context.installation;
    const { tenant } = principal;
    const id = params.id ?? '';
    const record = isId(id) ? await readRecord(store, tenant, id) : undefined;
    if (!record) throw new AppError('not_found', `There is no job ${id}.`);
    const feedback = {
      id: randomId('fb'),
      object: 'feedback',
      job_id: id,
      created_at: new Date().toISOString(),
      ...body,
    };
    await addFeedback(store, record, feedback);
    return { status: 201, body: feedback };
  },
});
