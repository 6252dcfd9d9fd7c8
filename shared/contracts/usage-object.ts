import { z } from 'zod';

const count = z.int().min(0);

const sums = {
  calls: count,
  input_tokens: count,
  output_tokens: count,
  cached_tokens: count,
  reasoning_tokens: count,
  cost_micro_usd: count,
  cache_hits: count.describe('Calls that a cache answered; they cost nothing.'),
  saved_micro_usd: count.describe('What these would have cost.'),
};

/** The usage of one group of calls. */
const usageGroupSchema = z
  .strictObject({
    object: z.literal('usage'),
    group: z
      .string()
      .nullable()
      .describe(
        'Null for calls of jobs without the metadata key, and for metadata values that no job has any more.',
      ),
    ...sums,
  })
  .meta({ id: 'Usage' });

/** A page of groups, with the sums of all groups. */
export const usageListSchema = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(usageGroupSchema),
    next_cursor: z.string().nullable(),
    group_by: z.string(),
    from: z.iso.date().describe('First day, UTC.'),
    to: z.iso.date().describe('Last day, UTC.'),
    totals: z.strictObject(sums),
  })
  .meta({ id: 'UsageList' });
