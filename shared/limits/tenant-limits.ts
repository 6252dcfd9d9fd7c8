/** How much work of a tenant is done at once and in a minute, over all models and workers; null: without limit. */
export interface TenantLimits {
  /** Jobs that run at once. */
  readonly concurrency: number | null;
  readonly requests_per_minute: number | null;
  readonly tokens_per_minute: number | null;
}

const NO_LIMITS: TenantLimits = {
  concurrency: null,
  requests_per_minute: null,
  tokens_per_minute: null,
};

const NONE = '-';
const UNCHANGED = '=';

/** A change of limits as scripts read it. What is left out stays as it is. */
export function formatChange(change: Partial<TenantLimits>): string {
  return [change.concurrency, change.requests_per_minute, change.tokens_per_minute]
    .map((limit) => (limit === undefined ? UNCHANGED : (limit ?? NONE)))
    .join(' ');
}

/** Limits as the tenant's hash holds them. */
export function parseLimits(text: string | null | undefined): TenantLimits {
  if (!text) return NO_LIMITS;
  const [concurrency = null, calls = null, tokens = null] = text
    .split(' ')
    .map((limit) => (limit === NONE ? null : Number(limit)));
  return { concurrency, requests_per_minute: calls, tokens_per_minute: tokens };
}
