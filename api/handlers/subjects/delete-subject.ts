import { z } from 'zod';
import { eraseSubject } from '../../../shared/lifecycle/erase-subject.ts';
import { subjectDigest } from '../../../shared/stores/job-indexes.ts';
import { rfc3339 } from '../../../shared/stores/render-job.ts';
import { defineRoute } from '../../http/route.ts';
import { requireSubject } from '../../jobs/require-subject.ts';

const receiptSchema = z
  .strictObject({
    object: z.literal('deletion_receipt'),
    id: z.string().describe('As it stands in the audit trail: a digest, never the name.'),
    deleted_at: z.iso.datetime().describe('Whatever came before is gone, or cannot be read any more.'),
    status: z.enum(['complete', 'in_progress']).describe('In progress: the rest is removed by maintenance.'),
    jobs: z.int().describe('Erased by this request.'),
    keys_destroyed: z.int(),
    erased: z.array(z.string()).describe('What was destroyed.'),
  })
  .meta({ id: 'SubjectDeletionReceipt' });

const ERASED = [
  ...['key', 'jobs', 'inputs', 'results', 'journals', 'pseudonyms', 'deltas', 'feedback', 'deliveries'],
  ...['cached_answers', 'index_entries'],
];

export const deleteSubject = defineRoute({
  method: 'delete',
  path: '/v1/subjects/:subject',
  scope: 'subjects:delete',
  tag: 'Governance',
  summary: 'Erase all that is held about a subject: its key first, so that nothing of it can be read again',
  answers: { 200: { description: 'What was erased', schema: receiptSchema } },
  handler: async ({ context, principal, params }) => {
    const { installation } = context;
    const { tenant, keyId } = principal;
    const subject = requireSubject(params.subject);
    const digest = subjectDigest(await installation.store.tenantKeys(tenant), subject);
    const erasure = await eraseSubject(installation, tenant, digest, `key:${keyId}`);
    const { since, jobs, keyDestroyed, done } = erasure;
    return {
      status: 200,
      body: {
        ...{ object: 'deletion_receipt', id: `subject:${digest}`, deleted_at: rfc3339(since) },
        ...{ status: done ? 'complete' : 'in_progress', jobs, keys_destroyed: keyDestroyed ? 1 : 0 },
        erased: ERASED,
      },
    };
  },
});
