import { approvalSchema, reviewSchema } from '../../../shared/contracts/waiting-object.ts';
import { loadWaiting } from '../../../shared/lifecycle/waiting-job.ts';
import { waitingObject } from '../../../shared/stores/render-waiting.ts';
import { defineRoute } from '../../http/route.ts';

export const getReview = defineRoute({
  method: 'get',
  path: '/v1/reviews/:id',
  scope: 'reviews:read',
  tag: 'People',
  summary: 'What a reviewer needs to decide about a job',
  answers: { 200: { description: 'The review', schema: reviewSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const job = await loadWaiting(store, principal.tenant, params.id ?? '', 'awaiting_review');
    return { status: 200, body: waitingObject(job) };
  },
});

export const getApproval = defineRoute({
  method: 'get',
  path: '/v1/approvals/:id',
  scope: 'approvals:read',
  tag: 'People',
  summary: 'What an approver needs to decide about a job',
  answers: { 200: { description: 'The approval', schema: approvalSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const job = await loadWaiting(store, principal.tenant, params.id ?? '', 'awaiting_approval');
    return { status: 200, body: waitingObject(job) };
  },
});
