import type { Installation } from '../shared/runtime/installation.ts';
import type { JobChanges } from '../shared/runtime/job-changes.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { ApiKeyCache } from './middleware/api-key-cache.ts';
import type { RateLimits } from './middleware/rate-limits.ts';

/** What handlers and middleware work with. */
export interface ApiContext {
  readonly installation: Installation;
  readonly changes: JobChanges;
  readonly apiKeys: ApiKeyCache;
  readonly rateLimits: RateLimits;
  readonly log: Logger;
  /** How the models do, for routes to choose by. */
  readonly health: {
    allows(model: string): 'yes' | 'probe' | 'no';
    latencyMs(model: string): number | undefined;
  };
  /** Aborts when the server stops, so that long requests end. */
  readonly stopping: AbortSignal;
}
