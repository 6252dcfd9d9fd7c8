import { jobObjectSchema } from '../../shared/contracts/job-object.ts';
import { cancelJob as cancel } from '../../shared/lifecycle/cancel-job.ts';
import { defineRoute, emptyBody } from '../http/route.ts';
import { jobReply } from '../jobs/job-reply.ts';

export const cancelJob = defineRoute({
  method: 'post',
  path: '/v1/jobs/:id/cancel',
  scope: 'jobs:write',
  tag: 'Jobs',
  summary: 'Cancel a job wherever it is',
  body: emptyBody,
  bodyOptional: true,
  answers: { 200: { description: 'The cancelled job', schema: jobObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const actor = `key:${principal.keyId}`;
    return jobReply(200, await cancel(context.installation, principal.tenant, params.id ?? '', actor));
  },
});
