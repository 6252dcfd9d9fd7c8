import { z } from 'zod';

const time = z.iso.datetime();

/** What a person is shown who decides about a job. */
const waitingSchema = z.strictObject({
  id: z.string().describe("The job's id."),
  object: z.enum(['review', 'approval']),
  task: z.string(),
  task_version: z.int(),
  subject: z.string().nullable(),
  code: z.string().describe('Why the job waits.'),
  message: z.string().describe('The words that the end user has been given.'),
  stage: z.string().nullable(),
  waiting_since: time,
  expires_at: time,
  role: z.string().nullable().describe('Who may decide; null for whoever has the scope.'),
  input: z.unknown(),
  candidate: z.unknown().optional().describe('An answer that may or may not do.'),
  signals: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  digest: z.string().describe('Of what is approved.'),
  quorum: z.int(),
  approvals: z.array(z.strictObject({ actor: z.string(), at: time, reason: z.string() })),
});

export const reviewSchema = waitingSchema.meta({ id: 'Review' });
export const approvalSchema = waitingSchema.clone().meta({ id: 'Approval' });
