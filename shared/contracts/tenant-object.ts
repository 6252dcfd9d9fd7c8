import { z } from 'zod';

/** What administrators may choose about a tenant. */
export const tenantSettingsSchema = z
  .strictObject({
    retention_days: z.number().min(0.01).max(3_650).describe('How long finished records live; default 30.'),
    weight: z
      .number()
      .min(0.01)
      .max(1_000)
      .describe("How much of a model the tenant's jobs get while those of others wait as well; default 1."),
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
    webhook_secret: z.string().optional().describe('Secret of the endpoint `default`, shown this once.'),
    api_key: z.unknown().optional().describe("The tenant's first administrator key, shown this once."),
  })
  .meta({ id: 'Tenant' });
