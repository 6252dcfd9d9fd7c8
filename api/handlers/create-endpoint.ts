import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { endpointObjectSchema, eventListSchema } from '../../shared/contracts/endpoint-object.ts';
import { webhookUrlSchema } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { assertAllowedUrl } from '../../shared/http/guarded-agent.ts';
import { randomId } from '../../shared/security/ids.ts';
import { writeNewEndpoint } from '../../shared/stores/endpoint-writes.ts';
import { countEndpoints, MOST_ENDPOINTS } from '../../shared/stores/list-endpoints.ts';
import { defineRoute } from '../http/route.ts';
import { endpointReply } from '../webhooks/load-endpoint.ts';

const bodySchema = z
  .strictObject({ url: webhookUrlSchema, events: eventListSchema.optional() })
  .meta({ id: 'NewWebhookEndpoint' });

export const createEndpoint = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints',
  scope: 'webhooks:write',
  tag: 'Webhooks',
  summary: 'Create a webhook endpoint; its secret is shown this once',
  body: bodySchema,
  answers: { 201: { description: 'The endpoint with its secret', schema: endpointObjectSchema } },
  handler: async ({ context, principal, body }) => {
    const { store, config } = context.installation;
    const { tenant, keyId } = principal;
    assertAllowedUrl(body.url, config.ALLOW_PRIVATE_ADDRESSES);
    if ((await countEndpoints(store, tenant)) >= MOST_ENDPOINTS) {
      throw new AppError('limit_reached', `A tenant may have ${MOST_ENDPOINTS} webhook endpoints.`);
    }
    const id = randomId('ep');
    const { secret } = await writeNewEndpoint(store, tenant, {
      id,
      url: body.url,
      events: body.events ?? [],
    });
    await appendAudit(store, tenant, { actor: `key:${keyId}`, action: 'endpoint.create', target: id });
    const reply = await endpointReply(store, tenant, id, { status: 201, secret });
    return { ...reply, headers: { ...reply.headers, Location: `/v1/webhook-endpoints/${id}` } };
  },
});
