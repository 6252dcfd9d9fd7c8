import { z } from 'zod';
import { jobObjectSchema } from '../../../shared/contracts/job-object.ts';
import { decideApproval as decide } from '../../../shared/lifecycle/decide-approval.ts';
import { defineRoute } from '../../http/route.ts';
import { jobReply } from '../../jobs/job-reply.ts';

const decisionSchema = z
  .strictObject({
    decision: z.enum(['approve', 'deny']),
    reason: z.string().min(1).max(2_000),
    digest: z.string().max(128).optional().describe('Of what you have seen; refused where it has changed.'),
  })
  .meta({ id: 'ApprovalDecision' });

export const decideApproval = defineRoute({
  method: 'post',
  path: '/v1/approvals/:id',
  scope: 'approvals:decide',
  tag: 'People',
  summary: 'Approve what a job waits with, or deny it',
  body: decisionSchema,
  answers: { 200: { description: 'The job as it is now', schema: jobObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { tenant, keyId, roles } = principal;
    const decider = { actor: `key:${keyId}`, roles };
    return jobReply(200, await decide(context.installation, tenant, params.id ?? '', decider, body));
  },
});
