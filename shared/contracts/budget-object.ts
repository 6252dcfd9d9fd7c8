import { z } from 'zod';
import { NAME_PATTERN } from './job-request.ts';

const time = z.iso.datetime();
/** Micro-USD: whole, and no more than can be counted exactly. */
const amount = z.int().min(0);

/** What a budget applies to. */
const scopeSchema = z
  .strictObject({
    task: z.string().regex(NAME_PATTERN).describe('Jobs of this task.'),
    api_key: z.string().max(64).describe('Jobs created with the API key of this id.'),
  })
  .partial()
  .refine(({ task, api_key }) => task === undefined || api_key === undefined, 'name a task or an API key')
  .describe('A task, an API key, or neither: every job of the tenant.');

const rules = {
  scope: scopeSchema,
  period: z.enum(['day', 'month']).describe('In UTC.'),
  limit_micro_usd: amount.max(1_000_000_000_000_000),
  mode: z
    .enum(['hard', 'soft'])
    .describe('A hard budget refuses what it has no room for; a soft one only tells.'),
  thresholds: z
    .array(z.int().min(1).max(1_000))
    .max(10)
    .describe('Percentages of the limit whose spending is told once in a period, by `budget.threshold`.'),
};

/** The body of `PUT /v1/budgets/{name}`. */
export const budgetRulesSchema = z
  .strictObject({
    ...rules,
    scope: rules.scope.default({}),
    mode: rules.mode.default('hard'),
    thresholds: rules.thresholds.default([80, 100]),
  })
  .meta({ id: 'BudgetRules' });
export type BudgetRules = z.infer<typeof budgetRulesSchema>;

/** A budget as the API shows it, with how it stands in the current period. */
export const budgetObjectSchema = z
  .strictObject({
    object: z.literal('budget'),
    name: z.string(),
    ...rules,
    spent_micro_usd: amount,
    reserved_micro_usd: amount.describe('What jobs under way may cost at most.'),
    remaining_micro_usd: amount,
    resets_at: time,
    created_at: time,
  })
  .meta({ id: 'Budget' });
