import { z } from 'zod';
import { NAME_PATTERN } from '../contracts/job-request.ts';

/** What may be done with a company's AI work, and under which duties: policies in Cedar. */
export const policySchema = z.strictObject({
  name: z.string().regex(NAME_PATTERN),
  description: z.string().optional(),
  /** Policies in Cedar's language. What none of them permits is denied. */
  cedar: z.string().min(1).max(60_000),
});
export type PolicyDefinition = z.infer<typeof policySchema>;
