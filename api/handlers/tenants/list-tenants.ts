import { z } from 'zod';
import { tenantObjectSchema } from '../../../shared/contracts/tenant-object.ts';
import { listTenants as list, readTenant } from '../../../shared/stores/tenants.ts';
import { listSchema, pageOf, pageQuery } from '../../http/list.ts';
import { defineRoute } from '../../http/route.ts';
import { tenantObject } from '../../tenants/load-tenant.ts';

export const listTenants = defineRoute({
  method: 'get',
  path: '/v1/tenants',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'List all tenants',
  query: z.strictObject(pageQuery),
  answers: {
    200: { description: 'A page of tenants, oldest first', schema: listSchema(tenantObjectSchema) },
  },
  handler: async ({ context, query }) => {
    const { store } = context.installation;
    const tenants = await Promise.all((await list(store)).map((id) => readTenant(store, id)));
    const known = tenants.filter((tenant) => tenant !== undefined);
    return { status: 200, body: pageOf(known, query, tenantObject) };
  },
});
