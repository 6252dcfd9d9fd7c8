import { z } from 'zod';
import type { DeliveredEvent } from '../stores/new-delivery.ts';
import { parseScope } from './budget-record.ts';
import { PERIODS, periodEnd } from './periods.ts';

/** A reached threshold as the scripts leave it to be announced. Amounts are micro-USD. */
const storedSchema = z.object({
  at: z.coerce.number(),
  name: z.string(),
  scope: z.string(),
  kind: z.enum(PERIODS),
  /** The day or month: `2026-11-25`, `2026-11`. */
  period: z.string(),
  mode: z.enum(['hard', 'soft']),
  limit: z.coerce.number(),
  spent: z.coerce.number(),
  percent: z.coerce.number(),
});

/** The event that announces a reached threshold. */
export function thresholdEvent(stored: string): DeliveredEvent {
  const { at, name, scope, kind, period, mode, limit, spent, percent } = storedSchema.parse(
    JSON.parse(stored),
  );
  return {
    type: 'budget.threshold',
    at,
    data: {
      object: 'budget_threshold',
      budget: name,
      scope: parseScope(scope),
      mode,
      period: kind,
      threshold_percent: percent,
      limit_micro_usd: limit,
      spent_micro_usd: spent,
      resets_at: new Date(periodEnd(period, kind)).toISOString(),
    },
  };
}
