import { z } from 'zod';
import { DELIVERY_STATUSES } from './delivery-states.ts';

const time = z.iso.datetime();
const count = z.int().min(0);

/** A webhook delivery as the API shows it. Its id is the `webhook-id` of the message. */
export const deliveryObjectSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('delivery'),
    event: z.string(),
    job_id: z.string().nullable().describe('Null for an event of the tenant itself.'),
    endpoint_id: z
      .string()
      .describe('`default` also where the job named an address; `own` where it brought a secret too.'),
    status: z.enum(DELIVERY_STATUSES),
    attempts: count,
    redrives: count,
    code: z.string().nullable().describe('How the last attempt ended: `delivered`, `http_503`, `timeout` …'),
    response_code: z.int().nullable(),
    response_body: z.string().nullable().describe('First 1 KB of the last response.'),
    duration_ms: count.nullable(),
    created_at: time,
    last_attempt_at: time.nullable(),
    next_attempt_at: time.nullable(),
    history: z
      .array(z.strictObject({ at: time, code: z.string(), duration_ms: count }))
      .describe('Attempts, oldest first, at most the last 20.'),
  })
  .meta({ id: 'Delivery' });
export type DeliveryObject = z.infer<typeof deliveryObjectSchema>;
