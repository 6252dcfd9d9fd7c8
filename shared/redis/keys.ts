import type { JobStatus } from '../contracts/job-states.ts';

/**
 * Every Redis key of the product, and how long it lives. Nothing else builds a key.
 *
 * A tenant's keys carry the tag `{tenant}`, so that they share a cluster slot; a queue's keys carry the
 * queue's. Job keys live until the job's retention ends (the sweeper removes them together) unless a
 * time to live is named here.
 */
export function createKeys(prefix: string) {
  const of = (tenant: string, rest: string) => `${prefix}:{${tenant}}:${rest}`;
  return {
    prefix,
    /** Set: names of all tenants. */
    tenants: () => `${prefix}:tenants`,
    /** Hash: a value sealed with the master key, to recognise a wrong one. */
    masterKeyCheck: () => `${prefix}:master-key-check`,
    /** Hash: one API key by the SHA-256 of its token. Stays 30 days after its end; for ever when its token was given. */
    apiKeyByHash: (hash: string) => `${prefix}:api-key:${hash}`,
    /** Sorted set: worker ids by the time of their last heartbeat. */
    workers: () => `${prefix}:workers`,
    /** String: something was erased since the append-only file was last rewritten. */
    erasedMark: () => `${prefix}:erased`,
    /** Stream: the chain of audit entries of the installation (not of one tenant), numbered from 1. */
    installationAudit: () => `${prefix}:{audit}`,
    /** Stream: its entries that are not in the chain yet; each stays seconds. */
    installationAuditPending: () => `${prefix}:{audit}:pending`,
    /** Hash: how far it has come, signed. */
    installationAuditHead: () => `${prefix}:{audit}:head`,
    /** Hash: one definition of the catalog: its versions, their digests, its labels. All of the catalog has one tag. */
    catalogEntry: (kind: string, name: string) => `${prefix}:{catalog}:${kind}:${name}`,
    /** Set: `kind/name` of every definition. */
    catalogNames: () => `${prefix}:{catalog}:names`,
    /** Counter: changes of the catalog so far. */
    catalogChanges: () => `${prefix}:{catalog}:changes`,
    /** Hash: how long each model takes, and when that was measured. */
    modelLatencies: () => `${prefix}:model-latencies`,
    /** Set: names of the dashboard's users. */
    dashboardUsers: () => `${prefix}:dashboard:users`,
    /** Hash: one user of the dashboard. */
    dashboardUser: (name: string) => `${prefix}:dashboard:user:${name}`,
    /** Hash: a dashboard session by the SHA-256 of its token; lives 12 h. */
    dashboardSession: (hash: string) => `${prefix}:dashboard:session:${hash}`,
    /** Prefix of counters of failed sign-ins by keyed digest; they live a day at most, a lock-out 15 minutes. */
    dashboardFailures: () => `${prefix}:dashboard:failures`,
    /** Prefix of rate limiter keys; they live one window. */
    rateLimit: () => `${prefix}:rate`,

    /** Hash: a tenant's settings and wrapped keys. */
    tenant: (tenant: string) => of(tenant, 'tenant'),
    /** Set: hashes of the tenant's API keys. */
    apiKeys: (tenant: string) => of(tenant, 'api-keys'),
    /** Hash: id -> what may not be erased, and who says so. */
    legalHolds: (tenant: string) => of(tenant, 'legal-holds'),
    /** Set: the jobs that run, where the tenant's work is limited, and all side calls that do. */
    runningJobs: (tenant: string) => of(tenant, 'running'),
    /** Sorted set: hops that wait for the tenant's limits (see `lib/tenant-limits`). */
    waitingHops: (tenant: string) => of(tenant, 'waiting'),
    /** Hash: what the tenant has begun in the last minute, where that is limited; lives so long. */
    lastMinute: (tenant: string) => of(tenant, 'last-minute'),
    /** Stream: the chain of the tenant's audit entries, numbered from 1. */
    audit: (tenant: string) => of(tenant, 'audit'),
    /** Stream: its entries that are not in the chain yet; each stays seconds. */
    auditPending: (tenant: string) => of(tenant, 'audit:pending'),
    /** Hash: how far it has come, signed. */
    auditHead: (tenant: string) => of(tenant, 'audit:head'),

    /** String: the key of all that is about one subject, wrapped by the tenant's; there until the subject is erased. */
    subjectKey: (tenant: string, digest: string) => of(tenant, `subject:${digest}`),

    /** Hash: digest of a subject that is being erased -> JSON: since when (ms), by whom. Each there until that is done. */
    erasures: (tenant: string) => of(tenant, 'erasures'),

    /** Hash: the job's record: small facts only, so that Redis keeps it compact. */
    job: (tenant: string, id: string) => of(tenant, `job:${id}`),
    /** String: sealed input of the job. */
    jobInput: (tenant: string, id: string) => of(tenant, `job:${id}:input`),
    /** String: sealed result or error of the job. */
    jobResult: (tenant: string, id: string) => of(tenant, `job:${id}:result`),
    /** Hash: effect id -> sealed effect. */
    jobJournal: (tenant: string, id: string) => of(tenant, `job:${id}:journal`),
    /** List: the job's timeline; no content. */
    jobLog: (tenant: string, id: string) => of(tenant, `job:${id}:log`),
    /** List: sealed output deltas; lives 24 h while written, 1 h after the job's end. */
    jobDeltas: (tenant: string, id: string) => of(tenant, `job:${id}:deltas`),
    /** Set: ids of the job's deliveries. */
    jobDeliveries: (tenant: string, id: string) => of(tenant, `job:${id}:deliveries`),
    /** List: sealed feedback, at most 100 entries. */
    jobFeedback: (tenant: string, id: string) => of(tenant, `job:${id}:feedback`),

    /** Set: names of the partitions of the tenant's job list. */
    jobPartitions: (tenant: string) => of(tenant, 'jobs:partitions'),
    /** Sorted set: jobs of one task in one status by creation time. A list merges the ones it asks for. */
    jobPartition: (tenant: string, task: string, status: JobStatus) => of(tenant, `jobs:${task}:${status}`),
    /** Sorted set: jobs by creation time under one keyed digest of a subject or metadata pair. */
    jobIndex: (tenant: string, digest: string) => of(tenant, `jobs:index:${digest}`),
    /** Sorted set: jobs that are not final, by the time the reconciler should look at them. */
    openJobs: (tenant: string) => of(tenant, 'jobs:open'),
    /** Sorted set: jobs that wait for people, by since when. */
    awaitingPeople: (tenant: string, status: 'awaiting_approval' | 'awaiting_review') =>
      of(tenant, `jobs:${status}`),
    /** Sorted set: final jobs by the end of their retention. */
    finishedJobs: (tenant: string) => of(tenant, 'jobs:finished'),

    /** String: sealed answer to equal requests; lives as long as its task says. */
    cachedAnswer: (tenant: string, key: string) => of(tenant, `cache:${key}`),
    /** Set: hops that wait for such an answer; lives as long as finding it may take. */
    cacheWaiters: (tenant: string, key: string) => of(tenant, `cache:${key}:waiters`),
    /** String: the attempt that is finding such an answer, or that it was in vain; lives as long as that may take. */
    cacheFinder: (tenant: string, key: string) => of(tenant, `cache:${key}:finder`),
    /** Hash: how the version of a policy in the shadow has decided; lives 30 days after its last decision. */
    policyShadow: (tenant: string, policy: string) => of(tenant, `policy-shadow:${policy}`),
    /** Hash: the tenant's weight; where its next turn begins, by queue and priority class. */
    turns: (tenant: string) => of(tenant, 'turns'),
    /** Hash: one webhook endpoint; its secrets are sealed. */
    endpoint: (tenant: string, id: string) => of(tenant, `endpoint:${id}`),
    /** Set: ids of the tenant's endpoints. */
    endpoints: (tenant: string) => of(tenant, 'endpoints'),
    /** List: events of an endpoint's life (disabled, …), newest first, at most 100. */
    endpointLog: (tenant: string, id: string) => of(tenant, `endpoint:${id}:log`),
    /** Hash: one delivery; url, secret and response are sealed. Lives as long as its job. */
    delivery: (tenant: string, id: string) => of(tenant, `delivery:${id}`),
    /** String: sealed message of a delivery. Lives as long as its job. */
    deliveryMessage: (tenant: string, id: string) => of(tenant, `delivery:${id}:message`),
    /** Sorted set: deliveries of one endpoint by creation time. */
    endpointDeliveries: (tenant: string, endpoint: string) => of(tenant, `endpoint:${endpoint}:deliveries`),
    /** Sorted set: deliveries that are pending, by the time the reconciler should look at them. */
    openDeliveries: (tenant: string) => of(tenant, 'deliveries:open'),

    /** Hash: the tenant's budgets by what they apply to. There while the tenant has one. */
    budgets: (tenant: string) => of(tenant, 'budgets'),
    /** Hash: name of a budget -> what it applies to; under `#`, the number of budgets there have been. */
    budgetNames: (tenant: string) => of(tenant, 'budgets:names'),
    /** Hash: what was spent and is reserved in one day or month. Lives until 8 days after its end. */
    spending: (tenant: string, period: string) => of(tenant, `spending:${period}`),
    /** Stream: one entry for each settled model call (`call`: see `put-effect`); no content. Each lives 400 days. */
    ledger: (tenant: string) => of(tenant, 'ledger'),
    /** Hash: sums of one day's calls. Lives 400 days. */
    usage: (tenant: string, day: string) => of(tenant, `usage:${day}`),
    /** Hash: sums of one day's calls by keyed digests of metadata pairs. Lives 400 days. */
    usageByMetadata: (tenant: string, day: string) => of(tenant, `usage:${day}:metadata`),
    /** Hash: digest of a metadata pair -> its sealed value. Each lives as long as any job that has the pair. */
    usageNames: (tenant: string) => of(tenant, 'usage:names'),
    /** Hash: id -> event of the tenant that is still to be announced. */
    tenantEvents: (tenant: string) => of(tenant, 'events'),
    /** Sorted set: deliveries of the tenant's own events by the end of their retention. */
    tenantDeliveries: (tenant: string) => of(tenant, 'deliveries:tenant'),

    /** Prefix of a queue's BullMQ keys. */
    queuePrefix: (queue: string) => `${prefix}{${queue}}`,
    /** String: BullMQ's own count of the hops of a queue that were taken in its present minute. */
    queueCount: (queue: string) => `${prefix}{${queue}}:${queue}:limiter`,
    /** Hash: what was begun of a model in the last minute, where that is limited; lives so long. */
    modelMinute: (queue: string) => `${prefix}{${queue}}:last-minute`,
    /** Hash: the circuit breaker of a model, in the slot of its queue; lives 30 minutes without a call. */
    breaker: (queue: string, model: string) => `${prefix}{${queue}}:breaker:${model}`,
    /** Hash: how far a queue has come, and how far the priorities of its hops have followed. */
    queueClock: (queue: string) => `${prefix}{${queue}}:clock`,
    /** String: somebody rewrites the priorities of a queue's hops; lives seconds. */
    queueWalk: (queue: string) => `${prefix}{${queue}}:walk`,
    /** Channel: clocks of queues that have moved. */
    queueClocks: () => `${prefix}:queue-clocks`,
    /** Channel: breakers that opened, half opened or closed. */
    breakerChanges: () => `${prefix}:breaker-changes`,
    /** Channel: jobs that are final or deleted, for those who wait. */
    jobEnds: () => `${prefix}:job-ends`,
    /** Channel: all other changes of jobs, and their output, for those who follow. */
    jobSteps: () => `${prefix}:job-steps`,
    /** Channel: jobs whose running attempt must stop at once. */
    aborts: () => `${prefix}:aborts`,
    /** Channel: `kind/name` of every definition that got a version or whose label moved. */
    catalogNews: () => `${prefix}:catalog-news`,
    /** Channel: cached security facts (API keys, endpoints) to forget. */
    invalidations: () => `${prefix}:invalidations`,
  };
}

export type Keys = ReturnType<typeof createKeys>;
