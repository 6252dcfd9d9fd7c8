import { z } from 'zod';
import { readAudit } from '../../shared/audit/read-audit.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { listBody, listSchema } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';

const entrySchema = z
  .looseObject({ id: z.string(), at: z.iso.datetime(), actor: z.string(), action: z.string() })
  .meta({ id: 'AuditEntry' });

export const listAudit = defineRoute({
  method: 'get',
  path: '/v1/audit',
  scope: 'audit:read',
  tag: 'Administration',
  summary: 'Read the audit trail, newest first',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z
      .string()
      .regex(/^\d{1,16}-\d{1,10}$/, 'use the next_cursor of a page, unchanged')
      .optional(),
    scope: z.enum(['tenant', 'installation']).default('tenant'),
  }),
  answers: { 200: { description: 'A page of entries', schema: listSchema(entrySchema) } },
  handler: async ({ context, principal, query }) => {
    const installation = query.scope === 'installation';
    if (installation && !principal.scopes.includes('tenants:manage')) {
      throw new AppError('forbidden', "The installation's trail needs the scope tenants:manage.");
    }
    const { store } = context.installation;
    const tenant = installation ? undefined : principal.tenant;
    const page = await readAudit(store, tenant, query.limit, query.cursor);
    return { status: 200, body: listBody(page.entries, page.next) };
  },
});
