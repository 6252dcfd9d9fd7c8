import { z } from 'zod';
import { deleteJob as erase } from '../../shared/lifecycle/delete-job.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import { defineRoute } from '../http/route.ts';

const receiptSchema = z
  .strictObject({
    object: z.literal('deletion_receipt'),
    id: z.string(),
    deleted_at: z.iso.datetime(),
    keys_destroyed: z.int().describe('Keys that are gone for good.'),
    erased: z.array(z.string()).describe('What was destroyed.'),
  })
  .meta({ id: 'DeletionReceipt' });

export const deleteJob = defineRoute({
  method: 'delete',
  path: '/v1/jobs/:id',
  scope: 'jobs:write',
  tag: 'Jobs',
  summary: 'Erase a job: input, result, journal, deliveries; a tombstone stays',
  answers: { 200: { description: 'What was erased', schema: receiptSchema } },
  handler: async ({ context, principal, params }) => {
    const id = params.id ?? '';
    const { deletedAt, keyDestroyed } = await erase(
      context.installation,
      principal.tenant,
      id,
      `key:${principal.keyId}`,
    );
    return {
      status: 200,
      body: {
        object: 'deletion_receipt',
        id,
        deleted_at: rfc3339(deletedAt),
        keys_destroyed: keyDestroyed ? 1 : 0,
        erased: [
          ...['key', 'input', 'result', 'journal', 'pseudonyms', 'deltas', 'feedback', 'deliveries'],
          ...['cached_answer', 'index_entries'],
        ],
      },
    };
  },
});
