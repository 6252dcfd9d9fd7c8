import { jobObjectSchema } from '../../shared/contracts/job-object.ts';
import { redriveJob } from '../../shared/lifecycle/redrive-job.ts';
import { defineRoute, emptyBody } from '../http/route.ts';
import { jobReply } from '../jobs/job-reply.ts';

export const retryJob = defineRoute({
  method: 'post',
  path: '/v1/jobs/:id/retry',
  scope: 'jobs:operate',
  tag: 'Jobs',
  summary: 'Redrive a failed job: fresh attempts, a new deadline',
  body: emptyBody,
  bodyOptional: true,
  answers: { 202: { description: 'The job, queued again', schema: jobObjectSchema } },
  handler: async ({ context, principal, params }) => {
    const actor = `key:${principal.keyId}`;
    return jobReply(202, await redriveJob(context.installation, principal.tenant, params.id ?? '', actor));
  },
});
