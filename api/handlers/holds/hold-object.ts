import { z } from 'zod';
import type { LegalHold } from '../../../shared/stores/legal-holds.ts';
import { rfc3339 } from '../../../shared/stores/render-job.ts';

/** A legal hold as governance people see it. */
export const holdObjectSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal('legal_hold'),
    target: z.string().describe('`tenant`, `job:<id>`, or `subject:<digest>` as in the audit trail.'),
    reason: z.string(),
    created_at: z.iso.datetime(),
    created_by: z.string(),
  })
  .meta({ id: 'LegalHold' });

export function holdObject({ id, target, reason, at, actor }: LegalHold): z.infer<typeof holdObjectSchema> {
  return { id, object: 'legal_hold', target, reason, created_at: rfc3339(at), created_by: actor };
}
