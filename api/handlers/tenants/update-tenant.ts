import { appendAudit } from '../../../shared/audit/append-audit.ts';
import {
  type TenantSettings,
  tenantObjectSchema,
  tenantSettingsSchema,
} from '../../../shared/contracts/tenant-object.ts';
import { changeTenant } from '../../../shared/stores/tenants.ts';
import { defineRoute } from '../../http/route.ts';
import { loadTenant, tenantObject } from '../../tenants/load-tenant.ts';

const bodySchema = tenantSettingsSchema
  .refine((change) => Object.keys(change).length > 0, 'give what is to change')
  .meta({ id: 'TenantChange' });

export const updateTenant = defineRoute({
  method: 'patch',
  path: '/v1/tenants/:id',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Change a tenant; it counts for the next job',
  body: bodySchema,
  answers: { 200: { description: 'The tenant', schema: tenantObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { store } = context.installation;
    const id = params.id ?? '';
    const { settings } = await loadTenant(store, id);
    await changeTenant(store, id, body);
    await appendAudit(store, undefined, {
      actor: `key:${principal.keyId}`,
      action: 'tenant.update',
      target: id,
      reason: wordsOf(settings, body),
    });
    return { status: 200, body: tenantObject(await loadTenant(store, id)) };
  },
});

/** What has changed, for the trail: `weight: 1 -> 3`. */
function wordsOf(before: Readonly<Record<string, unknown>>, change: TenantSettings): string {
  return Object.entries(change)
    .map(([name, value]) => `${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(value)}`)
    .join(', ');
}
