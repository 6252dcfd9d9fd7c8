import { z } from 'zod';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { rotateTenantKey } from '../../../shared/stores/rotate-keys.ts';
import { defineRoute, emptyBody } from '../../http/route.ts';
import { loadTenant } from '../../tenants/load-tenant.ts';

const rotatedSchema = z
  .strictObject({ id: z.string(), object: z.literal('tenant_key'), version: z.int().min(2) })
  .meta({ id: 'TenantKey' });

export const rotateKey = defineRoute({
  method: 'post',
  path: '/v1/tenants/:id/rotate-key',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Give a tenant a new key, which wraps the keys of what comes from now on; nothing is written anew',
  body: emptyBody,
  bodyOptional: true,
  answers: { 200: { description: 'The version of the key', schema: rotatedSchema } },
  handler: async ({ context, principal, params }) => {
    const { store, config } = context.installation;
    const { id } = await loadTenant(store, params.id ?? '');
    const version = await rotateTenantKey(store, config.masterKey, id);
    const reason = `version ${version}`;
    await appendAudit(store, undefined, {
      ...{ actor: `key:${principal.keyId}`, action: 'tenant.rotate_key', target: id, reason },
    });
    return { status: 200, body: { id, object: 'tenant_key', version } };
  },
});
