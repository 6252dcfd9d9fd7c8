/** What an API key may do, each scope with its meaning. */
export const SCOPES = {
  'jobs:write': 'create, cancel and delete jobs, give feedback',
  'jobs:read': 'read jobs, their events and timelines',
  'jobs:operate': 'retry failed jobs',
  'reviews:read': 'read what waits for review, with its content',
  'reviews:decide': 'decide reviews',
  'approvals:read': 'read what waits for approval, with its content',
  'approvals:decide': 'approve and deny',
  'webhooks:read': 'read webhook endpoints and deliveries',
  'webhooks:write': 'manage webhook endpoints, redeliver',
  'subjects:read': 'see how much is held about a subject',
  'subjects:delete': 'erase all that is held about a subject',
  'holds:read': 'see what is under legal hold',
  'holds:write': 'put data under legal hold, and lift holds',
  'budgets:read': 'read budgets and what is left of them',
  'budgets:write': 'create, change and delete budgets',
  'usage:read': 'read what was used and what it cost',
  'audit:read': 'read the audit trail',
  'catalog:read': 'read definitions and their versions',
  'catalog:write': 'store definitions and move labels, for the whole installation',
  'keys:manage': "manage the tenant's API keys",
  'tenants:manage': 'manage the installation: its tenants and the keys of each',
} as const;

export type Scope = keyof typeof SCOPES;

export const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

/** Scopes that reach beyond a tenant: its first key does not have them. */
export const INSTALLATION_SCOPES: readonly Scope[] = ['tenants:manage', 'catalog:write'];

/** What a key may do when its creator names no scopes: everything applications need. */
export const APPLICATION_SCOPES: readonly Scope[] = [
  'jobs:write',
  'jobs:read',
  'webhooks:read',
  'webhooks:write',
];
