import { z } from 'zod';
import { WEBHOOK_EVENTS } from './webhook-events.ts';

const time = z.iso.datetime();

/** Event types an endpoint may ask for; an unknown one is named in the error. */
export const eventListSchema = z
  .array(
    z.enum(WEBHOOK_EVENTS, {
      error: ({ input }) => `there is no event ${String(input)}; there are ${WEBHOOK_EVENTS.join(', ')}`,
    }),
  )
  .max(50)
  .transform((events) => [...new Set(events)])
  .meta({
    description: 'Events it wants; an empty list means every event of a job, and none of the tenant itself.',
  });

const entrySchema = z.strictObject({
  at: time,
  type: z.enum(['endpoint.enabled', 'endpoint.disabled', 'endpoint.secret_rotated']),
  reason: z.string().nullable().describe('`gone`, `delivery_exhausted`, or `requested`.'),
  delivery_id: z.string().nullable().describe('The delivery that led to it.'),
});

/** A webhook endpoint as the API shows it. */
export const endpointObjectSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('webhook_endpoint'),
    url: z.string().nullable().describe('Null for `default` until it is given one.'),
    events: z.array(z.string()),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z.string().nullable(),
    disabled_at: time.nullable(),
    consecutive_failures: z.int(),
    last_success_at: time.nullable(),
    created_at: time,
    secret: z.string().optional().describe('Shown only when it is made.'),
    previous_secret_expires_at: time.nullable().describe('Until then the secret before signs too.'),
    log: z.array(entrySchema).optional().describe('Events of its life, newest first, at most 100.'),
  })
  .meta({ id: 'WebhookEndpoint' });
export type EndpointObject = z.infer<typeof endpointObjectSchema>;
