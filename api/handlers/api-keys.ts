import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { closest } from '../../shared/config/closest.ts';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { ALL_SCOPES, APPLICATION_SCOPES, type Scope } from '../../shared/contracts/scopes.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import {
  type ApiKey,
  listApiKeys as list,
  MOST_API_KEYS,
  revokeApiKey as revoke,
  roomForApiKey,
  createApiKey as store,
} from '../../shared/stores/api-keys.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';
import { readTenant } from '../../shared/stores/tenants.ts';
import { listSchema, pageOf, pageQuery } from '../http/list.ts';
import { defineRoute, type Principal } from '../http/route.ts';

const DEFAULT_REQUESTS_PER_MINUTE = 60_000;
const nullableTime = z.iso.datetime().nullable();

const keySchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('api_key'),
    tenant: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    roles: z.array(z.string()),
    requests_per_minute: z.int(),
    created_at: z.iso.datetime(),
    expires_at: nullableTime,
    revoked_at: nullableTime,
    key: z.string().optional().describe('The key itself, shown this once.'),
  })
  .meta({ id: 'ApiKey' });

const newKeySchema = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    tenant: z.string().regex(NAME_PATTERN).optional().describe('Default: the tenant of the calling key.'),
    scopes: z.array(z.string().max(64)).min(1).max(32).optional(),
    roles: z
      .array(z.string().regex(NAME_PATTERN))
      .max(16)
      .default([])
      .describe('What its holder decides as, where a review or an approval asks for a role.'),
    requests_per_minute: z.int().min(1).max(1_000_000_000).optional(),
    expires_at: z.iso.datetime({ offset: true }).optional(),
    expires_in_seconds: z.int().min(1).max(315_360_000).optional(),
  })
  .refine((key) => key.expires_at === undefined || key.expires_in_seconds === undefined, {
    message: 'give expires_at or expires_in_seconds, not both',
  })
  .meta({ id: 'NewApiKey' });

export function renderApiKey(key: ApiKey, token?: string) {
  const time = (ms: number | undefined) => (ms === undefined ? null : rfc3339(ms));
  return {
    id: key.id,
    object: 'api_key',
    tenant: key.tenant,
    name: key.name,
    scopes: key.scopes,
    roles: key.roles,
    requests_per_minute: key.requestsPerMinute,
    created_at: rfc3339(key.createdAt),
    expires_at: time(key.expiresAt),
    revoked_at: time(key.revokedAt),
    ...(token === undefined ? {} : { key: token }),
  };
}

/** @throws AppError `unknown_scope`, or `forbidden` for a scope that the caller does not have itself */
function grantable(wanted: readonly string[], principal: Principal): Scope[] {
  return wanted.map((name) => {
    const scope = ALL_SCOPES.find((known) => known === name);
    if (!scope) {
      const meant = closest(name, ALL_SCOPES);
      throw new AppError(
        'unknown_scope',
        `There is no scope ${name}${meant ? `; did you mean ${meant}?` : '.'} There are: ${ALL_SCOPES.join(', ')}.`,
      );
    }
    if (principal.scopes.includes(scope)) return scope;
    throw new AppError('forbidden', `This API key lacks the scope ${scope}, so it cannot grant it.`);
  });
}

export const createApiKey = defineRoute({
  method: 'post',
  path: '/v1/api-keys',
  scope: 'keys:manage',
  tag: 'Administration',
  summary: 'Create an API key',
  body: newKeySchema,
  answers: { 201: { description: 'The key, shown this once', schema: keySchema } },
  handler: async ({ context, principal, body }) => {
    const { installation } = context;
    const tenant = body.tenant ?? principal.tenant;
    if (tenant !== principal.tenant) {
      const mayReach = principal.scopes.includes('tenants:manage');
      if (!mayReach || !(await readTenant(installation.store, tenant))) {
        throw new AppError('not_found', `There is no tenant ${tenant}.`);
      }
    }
    const expiresAt =
      body.expires_in_seconds === undefined
        ? body.expires_at && Date.parse(body.expires_at)
        : Date.now() + 1_000 * body.expires_in_seconds;
    if (typeof expiresAt === 'number' && expiresAt <= Date.now()) {
      throw new AppError('invalid_request', 'expires_at: must lie in the future.');
    }
    const scopes = grantable(body.scopes ?? APPLICATION_SCOPES, principal);
    if (!(await roomForApiKey(installation.store, tenant))) {
      throw new AppError('limit_reached', `A tenant may have ${MOST_API_KEYS} API keys. Revoke some.`);
    }
    const { key, token } = await store(installation.store, {
      tenant,
      name: body.name ?? 'unnamed',
      scopes,
      roles: body.roles,
      requestsPerMinute: body.requests_per_minute ?? DEFAULT_REQUESTS_PER_MINUTE,
      ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
    });
    const actor = `key:${principal.keyId}`;
    await appendAudit(installation.store, tenant, { actor, action: 'api_key.create', target: key.id });
    return { status: 201, body: renderApiKey(key, token), headers: { 'Cache-Control': 'no-store' } };
  },
});

export const listApiKeys = defineRoute({
  method: 'get',
  path: '/v1/api-keys',
  scope: 'keys:manage',
  tag: 'Administration',
  summary: "List the tenant's API keys",
  query: z.strictObject(pageQuery),
  answers: { 200: { description: 'A page of keys, oldest first', schema: listSchema(keySchema) } },
  handler: async ({ context, principal, query }) => {
    const keys = await list(context.installation.store, principal.tenant);
    return { status: 200, body: pageOf(keys, query, (key) => renderApiKey(key)) };
  },
});

export const revokeApiKey = defineRoute({
  method: 'delete',
  path: '/v1/api-keys/:id',
  scope: 'keys:manage',
  tag: 'Administration',
  summary: 'Revoke an API key at once',
  answers: { 200: { description: 'The revoked key', schema: keySchema } },
  handler: async ({ context, principal, params }) => {
    const { store: opened } = context.installation;
    const key = await revoke(opened, principal.tenant, params.id ?? '');
    if (!key) throw new AppError('not_found', `There is no API key ${params.id}.`);
    context.apiKeys.forget(key.id);
    const actor = `key:${principal.keyId}`;
    await appendAudit(opened, principal.tenant, { actor, action: 'api_key.revoke', target: key.id });
    return { status: 200, body: renderApiKey(key) };
  },
});
