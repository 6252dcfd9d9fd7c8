import { z } from 'zod';

export const PRIORITIES = ['interactive', 'standard', 'batch'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const SENSITIVITIES = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Names of everything in the catalog, and of tenants. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const name = z.string().regex(NAME_PATTERN);

export const parametersSchema = z
  .strictObject({
    temperature: z.number().min(0).max(2),
    top_p: z.number().gt(0).max(1),
    max_output_tokens: z.int().min(1).max(1_000_000),
    stop: z.array(z.string().min(1).max(256)).min(1).max(4),
    seed: z.int(),
    reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']),
  })
  .partial()
  .meta({ id: 'Parameters', description: 'How the model should answer.' });
export type Parameters = z.infer<typeof parametersSchema>;

/** An address that messages are sent to. */
export const webhookUrlSchema = z
  .url({ protocol: /^https?$/, hostname: /.+/ })
  .max(2_048)
  .describe('Where the job’s events are sent.');

const SECRET_FORM = 'must be whsec_ followed by the base64 of 24 to 64 bytes';

/** `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks asks. */
const webhookSecretSchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, { error: SECRET_FORM, abort: true })
  .refine((secret) => {
    const bytes = Buffer.from(secret.slice(6), 'base64');
    return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === secret.slice(6);
  }, SECRET_FORM);

export const webhookSchema = z
  .union([
    z.strictObject({ url: webhookUrlSchema, secret: webhookSecretSchema.optional() }),
    z.strictObject({ endpoint_id: z.string().max(64) }),
  ])
  .meta({
    id: 'JobWebhook',
    description:
      'An address of its own, or an endpoint of the tenant. Without a secret, the endpoint `default` signs.',
  });
export type JobWebhook = z.infer<typeof webhookSchema>;

/** The body of `POST /v1/jobs`. `input` is checked against the task's own schema afterwards. */
export const jobRequestSchema = z
  .strictObject({
    task: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,63}(@[1-9][0-9]{0,8})?$/)
      .describe('Name of a task, or `name@version`.'),
    input: z.unknown().describe("What the task works on; the task's own schema says its shape."),
    model: name.optional().describe('Use this model and no other.'),
    parameters: parametersSchema.optional(),
    priority: z.enum(PRIORITIES).optional().describe('Default: standard.'),
    expires_in_seconds: z.int().min(1).max(31_536_000).optional().describe('Default: 604800.'),
    sensitivity: z.enum(SENSITIVITIES).optional().describe('Default: internal.'),
    subject: z.string().min(1).max(256).optional().describe('Whom the data is about.'),
    webhook: webhookSchema.optional(),
    metadata: z
      .record(z.string().min(1).max(64), z.string().max(512))
      .refine((pairs) => Object.keys(pairs).length <= 16, 'at most 16 pairs')
      .optional(),
  })
  .meta({ id: 'JobRequest' });
export type JobRequest = z.infer<typeof jobRequestSchema>;
