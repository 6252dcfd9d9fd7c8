import type { ApiAnswer, ApiClient } from '../api-client.ts';

/** A budget as the API shows it. */
export interface BudgetObject {
  readonly name: string;
  readonly limit_micro_usd: number;
  readonly spent_micro_usd: number;
  readonly reserved_micro_usd: number;
  readonly remaining_micro_usd: number;
  readonly resets_at: string;
  readonly [member: string]: unknown;
}

/** Creates or changes a budget; by default a hard one of the whole tenant by the day. */
export function putBudget(
  api: ApiClient,
  name: string,
  limit: number,
  more: Record<string, unknown> = {},
): Promise<ApiAnswer<BudgetObject>> {
  const rules = { scope: {}, period: 'day', mode: 'hard', limit_micro_usd: limit, ...more };
  return api.request<BudgetObject>('PUT', `/v1/budgets/${name}`, rules);
}

export async function readBudget(api: ApiClient, name: string): Promise<BudgetObject> {
  return (await api.get<BudgetObject>(`/v1/budgets/${name}`)).body;
}
