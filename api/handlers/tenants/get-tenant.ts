import { tenantObjectSchema } from '../../../shared/contracts/tenant-object.ts';
import { defineRoute } from '../../http/route.ts';
import { loadTenant, tenantObject } from '../../tenants/load-tenant.ts';

export const getTenant = defineRoute({
  method: 'get',
  path: '/v1/tenants/:id',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Read a tenant',
  answers: { 200: { description: 'The tenant', schema: tenantObjectSchema } },
  handler: async ({ context, params }) => {
    const tenant = await loadTenant(context.installation.store, params.id ?? '');
    return { status: 200, body: tenantObject(tenant) };
  },
});
