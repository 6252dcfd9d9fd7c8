import { z } from 'zod';
import { confidenceSchema } from './confidence-settings.ts';

/** What may keep a job from an answer that its task would give as it is. */
const TRIGGERS = [
  ...(['low_confidence', 'invalid_output', 'missing_context'] as const),
  ...(['guardrail_flagged', 'policy', 'models_out'] as const),
] as const;
export type Trigger = (typeof TRIGGERS)[number];

const message = z.string().min(1).max(500).describe('Words for the end user.');
const expression = z.string().min(1).max(4_000);
const role = z.string().min(1).max(64).describe('The role of those who may decide.');

/** When a task's jobs end refused. */
const refuseSchema = z.strictObject({
  on: z.array(z.enum(TRIGGERS)).default([]),
  missing: z
    .array(z.string().regex(/^(\/[^/]*)+$/))
    .max(32)
    .default([])
    .describe(
      'JSON pointers into the input; where one finds nothing, or nothing but blanks, context is missing.',
    ),
  when: expression.optional().describe('JSONata over `{input, output, confidence}`.'),
  message: message.optional(),
});

/** When they wait for a person who decides what becomes of them. What policy denies only goes there if named. */
const escalateSchema = z.strictObject({
  on: z
    .array(z.enum(TRIGGERS))
    .default(['low_confidence', 'invalid_output', 'missing_context', 'models_out']),
  min_confidence: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Less is low; so is an answer of which no confidence is known.'),
  when: expression.optional().describe('JSONata over `{input, output, confidence}`.'),
  role: role.optional(),
  message: message.optional(),
});

/** Before a task's jobs are begun, so many people must have approved them; none of them whoever asked. */
const approvalSchema = z.strictObject({
  role: role.optional(),
  quorum: z.int().min(1).max(10).default(1),
  message: message.optional(),
});

/** What of a task's jobs is for people to decide. */
export const peopleSettings = {
  confidence: confidenceSchema.optional(),
  refuse: refuseSchema.optional(),
  escalate: escalateSchema.optional(),
  require_approval: approvalSchema.optional(),
};
