import { z } from 'zod';
import { SENSITIVITIES } from './job-request.ts';
import { tenantDataClassesSchema } from './tenant-data-classes.ts';

const limit = (most: number) => z.int().min(1).max(most).nullable();

/** Limits of a tenant's work over all models and workers; null where there is none. */
const limitsSchema = z.strictObject({
  concurrency: limit(1_000_000).describe('Jobs that run at once.'),
  requests_per_minute: limit(1_000_000_000).describe('Model calls begun in a minute.'),
  tokens_per_minute: limit(1_000_000_000_000).describe('Their tokens: as estimated, then as used.'),
});

const days = z.number().min(0).max(3_650).optional();

/** How long parts of a finished job are kept, in days; the rest of it lives as long as its record. */
const partsSchema = z.strictObject({
  input_days: days.describe('Input, metadata, subject.'),
  output_days: days.describe('Result, streamed text, feedback.'),
  journal_days: days.describe('Answers of models, decisions of people, pseudonyms.'),
  log_days: days.describe('The timeline.'),
  delivery_days: days.describe('Webhook messages.'),
});

/** By the sensitivity of the job; what is not named lives as long as the record. */
const retentionSchema = z.partialRecord(z.enum(SENSITIVITIES), partsSchema).meta({ id: 'TenantRetention' });
export type RetentionSettings = z.infer<typeof retentionSchema>;

/** What administrators may choose about a tenant. */
export const tenantSettingsSchema = z
  .strictObject({
    retention_days: z.number().min(0.01).max(3_650).describe('How long finished records live; default 30.'),
    retention: retentionSchema.describe('What goes before the record does; a change replaces all of it.'),
    weight: z
      .number()
      .min(0.01)
      .max(1_000)
      .describe("How much of a model the tenant's jobs get while those of others wait as well; default 1."),
    data_classes: tenantDataClassesSchema.describe(
      'Found and replaced in inputs beside the classes that all have; a change replaces all of them.',
    ),
    limits: limitsSchema.partial().meta({ id: 'TenantLimits' }),
  })
  .partial();
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

/** A tenant as administrators see it. */
export const tenantObjectSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('tenant'),
    created_at: z.iso.datetime(),
    ...tenantSettingsSchema.required().shape,
    limits: limitsSchema,
    webhook_secret: z.string().optional().describe('Secret of the endpoint `default`, shown this once.'),
    api_key: z.unknown().optional().describe("The tenant's first administrator key, shown this once."),
  })
  .meta({ id: 'Tenant' });
