import { z } from 'zod';
import { subjectDigest } from '../../../shared/stores/job-indexes.ts';
import { defineRoute } from '../../http/route.ts';
import { requireSubject } from '../../jobs/require-subject.ts';

const subjectSchema = z
  .strictObject({
    id: z.string().describe('As it stands in the audit trail.'),
    object: z.literal('subject'),
    jobs: z.int().describe('Jobs about it that are held; `GET /v1/jobs?subject=` lists them.'),
    has_key: z.boolean().describe('Whether there is a key that opens what is held.'),
    erasure: z.enum(['none', 'in_progress']),
  })
  .meta({ id: 'Subject' });

export const getSubject = defineRoute({
  method: 'get',
  path: '/v1/subjects/:subject',
  scope: 'subjects:read',
  tag: 'Governance',
  summary: 'See how much is held about a subject',
  answers: { 200: { description: 'Counts; nothing where nothing is held', schema: subjectSchema } },
  handler: async ({ context, principal, params }) => {
    const { redis, keys, tenantKeys } = context.installation.store;
    const { tenant } = principal;
    const digest = subjectDigest(await tenantKeys(tenant), requireSubject(params.subject));
    const [jobs, key, erasure] = await Promise.all([
      redis.zcard(keys.jobIndex(tenant, digest)),
      redis.exists(keys.subjectKey(tenant, digest)),
      redis.hexists(keys.erasures(tenant), digest),
    ]);
    const state = erasure === 1 ? 'in_progress' : 'none';
    return {
      status: 200,
      body: { id: `subject:${digest}`, object: 'subject', jobs, has_key: key === 1, erasure: state },
    };
  },
});
