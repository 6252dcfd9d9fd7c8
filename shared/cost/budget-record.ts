import type { BudgetRules } from '../contracts/budget-object.ts';
import type { Period } from './periods.ts';

/** A budget as it is stored. */
export interface Budget {
  readonly name: string;
  /** Names its counters; a budget that comes to apply to something else gets another. */
  readonly id: string;
  readonly rules: BudgetRules;
  /** Unix ms. */
  readonly createdAt: number;
}

/** What a budget applies to and for how long it counts, as the scripts look for it. One budget has each place. */
export function placeOf({ scope, period }: Pick<BudgetRules, 'scope' | 'period'>): string {
  return `${scopeText(scope)} ${period}`;
}

function scopeText({ task, api_key }: BudgetRules['scope']): string {
  if (task !== undefined) return `task:${task}`;
  return api_key === undefined ? 'tenant' : `key:${api_key}`;
}

/** Reads a scope from its place or from an event. */
export function parseScope(text: string): BudgetRules['scope'] {
  const [kind, name] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'task') return { task: name };
  return kind === 'key' ? { api_key: name } : {};
}

/** The thresholds as the scripts read them. */
export function formatThresholds(thresholds: readonly number[]): string {
  const sorted = [...new Set(thresholds)].sort((a, b) => a - b);
  return sorted.join(',') || '-';
}

/** Reads a budget as `put-budget` has written it. */
export function parseBudget(place: string, text: string): Budget {
  const [id = '', mode, limit, thresholds = '-', createdAt, name = ''] = text.split(' ');
  const [scope = '', period = ''] = place.split(' ');
  return {
    name,
    id,
    createdAt: Number(createdAt),
    rules: {
      scope: parseScope(scope),
      period: period as Period,
      limit_micro_usd: Number(limit),
      mode: mode === 'soft' ? 'soft' : 'hard',
      thresholds: thresholds === '-' ? [] : thresholds.split(',').map(Number),
    },
  };
}
