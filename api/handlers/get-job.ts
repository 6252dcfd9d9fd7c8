import { jobObjectSchema } from '../../shared/contracts/job-object.ts';
import { matchesEtag } from '../http/etag.ts';
import { preferredWait, waitApplied } from '../http/prefer-wait.ts';
import { defineRoute } from '../http/route.ts';
import { etagOf, explainedReply, loadJob } from '../jobs/job-reply.ts';
import { waitForJob } from '../jobs/wait-for-job.ts';

export const getJob = defineRoute({
  method: 'get',
  path: '/v1/jobs/:id',
  scope: 'jobs:read',
  tag: 'Jobs',
  summary: 'Read a job, or wait for it',
  headers: {
    'If-None-Match': 'An ETag: answers 304 while the job is unchanged.',
    Prefer: '`wait=N`: wait for the end of the job; with If-None-Match, for any change.',
  },
  answers: {
    200: { description: 'The job', schema: jobObjectSchema },
    304: { description: 'Unchanged' },
  },
  handler: async (call) => {
    const { context, principal, headers, params } = call;
    const id = params.id ?? '';
    const known = headers['if-none-match'];
    const wait = preferredWait(headers.prefer);
    const unchanged = (etag: string) => known !== undefined && matchesEtag(known, etag);
    const job =
      wait === undefined
        ? await loadJob(context, principal.tenant, id)
        : await waitForJob(context, {
            tenant: principal.tenant,
            id,
            seconds: wait,
            gone: call.gone(),
            ...(known !== undefined && { reached: ({ version }) => !unchanged(etagOf(version)) }),
          });
    const applied = waitApplied(wait);
    if (unchanged(etagOf(job.record.version))) {
      return { status: 304, headers: { ETag: etagOf(job.record.version), ...applied } };
    }
    const reply = await explainedReply(context, 200, job);
    return { ...reply, headers: { ...reply.headers, ...applied } };
  },
});
