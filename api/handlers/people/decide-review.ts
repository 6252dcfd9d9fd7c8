import { z } from 'zod';
import { jobObjectSchema } from '../../../shared/contracts/job-object.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { decideReview as decide } from '../../../shared/lifecycle/decide-review.ts';
import type { WaitingJob } from '../../../shared/lifecycle/waiting-job.ts';
import type { ApiContext } from '../../context.ts';
import { defineRoute } from '../../http/route.ts';
import { jobReply } from '../../jobs/job-reply.ts';

const reason = z.string().min(1).max(2_000);

const decisionSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('resolve'),
      output: z.json().describe("What the job's task gives: by its output schema, or text."),
      reason: reason.optional(),
    }),
    z.strictObject({
      decision: z.literal('retry'),
      guidance: z.string().min(1).max(4_000).optional().describe('Words for the model.'),
      reason: reason.optional(),
    }),
    z.strictObject({
      decision: z.literal('refuse'),
      reason,
      message: z.string().min(1).max(500).optional().describe('Words for the end user.'),
    }),
  ])
  .meta({ id: 'ReviewDecision' });

export const decideReview = defineRoute({
  method: 'post',
  path: '/v1/reviews/:id',
  scope: 'reviews:decide',
  tag: 'People',
  summary: 'Give the output of a job that waits for review, send it back, or refuse it',
  body: decisionSchema,
  answers: { 200: { description: 'The job as it is now', schema: jobObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { installation } = context;
    const deciding = {
      decider: { actor: `key:${principal.keyId}`, roles: principal.roles },
      decision: body,
      check: (job: WaitingJob, output: unknown) => refuseMisfit(context, job, output),
    };
    return jobReply(200, await decide(installation, principal.tenant, params.id ?? '', deciding));
  },
});

/** @throws AppError `invalid_request` where the output is not what the task gives */
function refuseMisfit({ installation }: ApiContext, { record }: WaitingJob, output: unknown): void {
  const task = installation.catalog.pinned(record);
  if (!task) throw new AppError('definition_missing', "The job's task is no longer in the catalog.");
  const [fault] = task.checkOutput?.(output) ?? [];
  if (fault) throw new AppError('invalid_request', `output${fault.path}: ${fault.message}`);
  if (!task.checkOutput && task.definition.kind === 'chat' && typeof output !== 'string') {
    throw new AppError('invalid_request', 'output: must be text, as the output of the task is');
  }
}
