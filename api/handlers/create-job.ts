import { jobObjectSchema } from '../../shared/contracts/job-object.ts';
import { jobRequestSchema } from '../../shared/contracts/job-request.ts';
import { isFinal } from '../../shared/contracts/job-states.ts';
import { admit } from '../admission/admit.ts';
import { idempotencyKey } from '../admission/idempotency.ts';
import { preferredWait, waitApplied } from '../http/prefer-wait.ts';
import { defineRoute } from '../http/route.ts';
import { jobReply, justCreated, loadJob } from '../jobs/job-reply.ts';
import { waitForJob } from '../jobs/wait-for-job.ts';

export const createJob = defineRoute({
  method: 'post',
  path: '/v1/jobs',
  scope: 'jobs:write',
  tag: 'Jobs',
  summary: 'Enqueue a job',
  headers: {
    'Idempotency-Key': 'Required. At most 255 printable ASCII characters; one key is one job.',
    Prefer: '`wait=N`: wait up to N seconds (at most 60) for the end of the job.',
    traceparent: 'W3C trace context; its trace id becomes the job’s.',
  },
  body: jobRequestSchema,
  answers: {
    200: {
      description: 'The job, final within the wait; or what is left of it, deleted',
      schema: jobObjectSchema,
    },
    202: { description: 'The job, accepted', schema: jobObjectSchema },
  },
  handler: async (call) => {
    const { context, principal, headers } = call;
    const key = idempotencyKey(headers['idempotency-key']);
    const wait = preferredWait(headers.prefer);
    const { installation } = context;
    const { tenant } = principal;
    const id = (await installation.store.tenantKeys(tenant)).jobId(key);
    const request = { id, body: call.body, raw: call.rawBody, traceId: call.traceId };
    let replayed = true;
    const begin = async () => {
      const created = await admit(context, principal, request);
      replayed = created === undefined;
      return created;
    };
    const job =
      wait === undefined
        ? await begin().then((created) => (created ? justCreated(created) : loadJob(context, tenant, id)))
        : await waitForJob(context, { tenant, id, seconds: wait, gone: call.gone(), begin });
    const { status: now, deletedAt } = job.record;
    const status = deletedAt !== undefined || (wait !== undefined && isFinal(now)) ? 200 : 202;
    return jobReply(status, job, {
      ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
      ...waitApplied(wait),
      Location: `/v1/jobs/${id}`,
    });
  },
});
