import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { endpointObjectSchema } from '../../shared/contracts/endpoint-object.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { rotateSecret as rotate } from '../../shared/stores/change-endpoint.ts';
import { defineRoute } from '../http/route.ts';
import { endpointReply, loadEndpoint } from '../webhooks/load-endpoint.ts';

const DEFAULT_GRACE_S = 86_400;
const MOST_GRACE_S = 30 * 86_400;

const bodySchema = z
  .strictObject({
    grace_seconds: z
      .int()
      .min(0)
      .max(MOST_GRACE_S)
      .optional()
      .describe('How long the secret before signs beside the new one. Default: 86400.'),
  })
  .meta({ id: 'SecretRotation' });

export const rotateSecret = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/:id/rotate-secret',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: 'Give a webhook endpoint a fresh secret, shown this once',
  body: bodySchema,
  bodyOptional: true,
  answers: { 200: { description: 'The endpoint with its new secret', schema: endpointObjectSchema } },
  handler: async ({ context, principal, params, body }) => {
    const { store } = context.installation;
    const { tenant, keyId } = principal;
    const id = params.id ?? '';
    await loadEndpoint(store, tenant, id);
    const secret = await rotate(store, tenant, id, 1_000 * (body.grace_seconds ?? DEFAULT_GRACE_S));
    if (secret === undefined) throw new AppError('not_found', `There is no webhook endpoint ${id}.`);
    await appendAudit(store, tenant, { actor: `key:${keyId}`, action: 'endpoint.rotate_secret', target: id });
    return endpointReply(store, tenant, id, { secret });
  },
});
