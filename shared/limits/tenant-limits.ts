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

/** The limits as the tenant's hash holds them, which scripts read; undefined where nothing is limited. */
export function formatLimits(limits: TenantLimits): string | undefined {
  const all = [limits.concurrency, limits.requests_per_minute, limits.tokens_per_minute];
  return all.every((limit) => limit === null) ? undefined : all.map((limit) => limit ?? NONE).join(' ');
}

export function parseLimits(text: string | null | undefined): TenantLimits {
  if (!text) return NO_LIMITS;
  const [concurrency = null, calls = null, tokens = null] = text
    .split(' ')
    .map((limit) => (limit === NONE ? null : Number(limit)));
  return { concurrency, requests_per_minute: calls, tokens_per_minute: tokens };
}
