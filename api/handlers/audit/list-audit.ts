import { z } from 'zod';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { trailOf, trailScope } from '../../audit/trail-of.ts';
import { listBody, listSchema } from '../../http/list.ts';
import { defineRoute } from '../../http/route.ts';

const entrySchema = z
  .looseObject({
    id: z.string(),
    seq: z.int().describe('Its place in the chain, from 1 on.'),
    hash: z.string().describe('SHA-256 over the entry, its place and the hash before it.'),
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const listAudit = defineRoute({
  method: 'get',
  path: '/v1/audit',
  scope: 'audit:read',
  tag: 'Governance',
  summary: 'Read the audit trail, newest first',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z
      .string()
      .regex(/^\d{1,16}-\d{1,10}$/, 'use the next_cursor of a page, unchanged')
      .optional(),
    scope: trailScope,
  }),
  answers: { 200: { description: 'A page of entries', schema: listSchema(entrySchema) } },
  handler: async ({ context, principal, query }) => {
    const { store } = context.installation;
    const page = await readAudit(store, trailOf(principal, query.scope), query.limit, query.cursor);
    const entries = page.entries.map((entry) => ({ ...entry, seq: Number(entry.seq) }));
    return { status: 200, body: listBody(entries, page.next) };
  },
});
