import { createHash } from 'node:crypto';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import {
  type TenantSettings,
  tenantObjectSchema,
  tenantSettingsSchema,
} from '../../../shared/contracts/tenant-object.ts';
import { callWaiting } from '../../../shared/limits/call-waiting.ts';
import { changeTenant } from '../../../shared/stores/tenants.ts';
import { defineRoute } from '../../http/route.ts';
import { loadTenant, tenantObject } from '../../tenants/load-tenant.ts';

/** Hops that are woken at once where limits were raised; maintenance wakes the others. */
const MOST_CALLED = 200;

const bodySchema = tenantSettingsSchema
  .refine((change) => Object.keys(change).length > 0, 'give what is to change')
  .meta({ id: 'TenantChange' });

export const updateTenant = defineRoute({
  method: 'patch',
  path: '/v1/tenants/:id',
  scope: 'tenants:manage',
  tag: 'Administration',
  summary: 'Change a tenant; what is left out stays as it is',
  body: bodySchema,
  answers: { 200: { description: 'The tenant', schema: tenantObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { installation } = context;
    const { store } = installation;
    const { id, settings } = await loadTenant(store, params.id ?? '');
    await changeTenant(store, id, body);
    await appendAudit(store, undefined, {
      actor: `key:${principal.keyId}`,
      action: 'tenant.update',
      target: id,
      reason: wordsOf(settings, body),
    });
    // Hops that could not be woken now are woken by maintenance.
    if (body.limits) await callWaiting(installation, id, MOST_CALLED).catch(() => {});
    return { status: 200, body: tenantObject(await loadTenant(store, id)) };
  },
});

/** Longer values stand in the trail by their digest. */
const MOST_CHARACTERS = 200;

/** What has changed, for the trail: `weight: 1 -> 3`. */
function wordsOf(before: Readonly<Record<string, unknown>>, change: TenantSettings): string {
  return Object.entries(change)
    .map(([name, value]) => `${name}: ${inShort(before[name])} -> ${inShort(value)}`)
    .join(', ');
}

function inShort(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length <= MOST_CHARACTERS) return text;
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
