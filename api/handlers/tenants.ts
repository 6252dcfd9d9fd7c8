import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { ALL_SCOPES, INSTALLATION_SCOPES } from '../../shared/contracts/scopes.ts';
import { createApiKey } from '../../shared/stores/api-keys.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import {
  createTenant as create,
  listTenants as list,
  readTenant,
  type TenantSummary,
} from '../../shared/stores/tenants.ts';
import { listSchema, pageOf, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';
import { renderApiKey } from './api-keys.ts';

const FIRST_KEY_REQUESTS_PER_MINUTE = 600_000;

const tenantSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('tenant'),
    created_at: z.iso.datetime(),
    retention_days: z.number(),
    webhook_secret: z.string().optional().describe('Secret of the endpoint `default`, shown this once.'),
    api_key: z.unknown().optional().describe("The tenant's first administrator key, shown this once."),
  })
  .meta({ id: 'Tenant' });

const newTenantSchema = z
  .strictObject({
    id: z.string().regex(NAME_PATTERN),
    retention_days: z.number().min(0.01).max(3_650).optional().describe('How long finished records live.'),
  })
  .meta({ id: 'NewTenant' });

function render(tenant: TenantSummary) {
  return {
    id: tenant.id,
    object: 'tenant',
    created_at: rfc3339(tenant.createdAt),
    retention_days: tenant.retentionDays,
  };
}

export const createTenant = defineRoute({
  method: 'post',
  path: '/v1/tenants',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Create a tenant with its first administrator key',
  body: newTenantSchema,
  answers: { 201: { description: 'The tenant, with secrets shown this once', schema: tenantSchema } },
  handler: async ({ context, principal, body }) => {
    const { store, config } = context.installation;
    const { webhookSecret } = await create(store, config.masterKey, {
      id: body.id,
      retentionDays: body.retention_days,
    });
    const { key, token } = await createApiKey(store, {
      tenant: body.id,
      name: 'administrator',
      scopes: ALL_SCOPES.filter((scope) => !INSTALLATION_SCOPES.includes(scope)),
      requestsPerMinute: FIRST_KEY_REQUESTS_PER_MINUTE,
    });
    const actor = `key:${principal.keyId}`;
    await appendAudit(store, undefined, { actor, action: 'tenant.create', target: body.id });
    const tenant = await readTenant(store, body.id);
    return {
      status: 201,
      headers: { 'Cache-Control': 'no-store' },
      body: {
        ...(tenant && render(tenant)),
        webhook_secret: webhookSecret,
        api_key: renderApiKey(key, token),
      },
    };
  },
});

export const listTenants = defineRoute({
  method: 'get',
  path: '/v1/tenants',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'List all tenants',
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'A page of tenants, oldest first', schema: listSchema(tenantSchema) } },
  handler: async ({ context, query }) => {
    const { store } = context.installation;
    const tenants = await Promise.all((await list(store)).map((id) => readTenant(store, id)));
    const known = tenants.filter((tenant) => tenant !== undefined);
    return { status: 200, body: pageOf(known, query, render) };
  },
});
