import { z } from 'zod';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { NAME_PATTERN } from '../../../shared/contracts/job-request.ts';
import { ALL_SCOPES, INSTALLATION_SCOPES } from '../../../shared/contracts/scopes.ts';
import { tenantObjectSchema, tenantSettingsSchema } from '../../../shared/contracts/tenant-object.ts';
import { createApiKey } from '../../../shared/stores/api-keys.ts';
import { createTenant as create } from '../../../shared/stores/tenants.ts';
import { defineRoute } from '../../http/route.ts';
import { loadTenant, tenantObject } from '../../tenants/load-tenant.ts';
import { renderApiKey } from '../api-keys.ts';

const FIRST_KEY_REQUESTS_PER_MINUTE = 600_000;

const newTenantSchema = z
  .strictObject({ id: z.string().regex(NAME_PATTERN), ...tenantSettingsSchema.shape })
  .meta({ id: 'NewTenant' });

export const createTenant = defineRoute({
  method: 'post',
  path: '/v1/tenants',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Create a tenant with its first administrator key',
  body: newTenantSchema,
  answers: { 201: { description: 'The tenant, with secrets shown this once', schema: tenantObjectSchema } },
  handler: async ({ context, principal, body }) => {
    const { store, config } = context.installation;
    const { id, ...settings } = body;
    const { webhookSecret } = await create(store, config.masterKey, id, settings);
    const { key, token } = await createApiKey(store, {
      tenant: id,
      name: 'administrator',
      scopes: ALL_SCOPES.filter((scope) => !INSTALLATION_SCOPES.includes(scope)),
      requestsPerMinute: FIRST_KEY_REQUESTS_PER_MINUTE,
    });
    const actor = `key:${principal.keyId}`;
    await appendAudit(store, undefined, { actor, action: 'tenant.create', target: id });
    return {
      status: 201,
      headers: { 'Cache-Control': 'no-store' },
      body: {
        ...tenantObject(await loadTenant(store, id)),
        webhook_secret: webhookSecret,
        api_key: renderApiKey(key, token),
      },
    };
  },
});
