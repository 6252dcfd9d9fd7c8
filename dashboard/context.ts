import type { Lifecycle } from '../shared/lifecycle/change-job.ts';
import type { Store } from '../shared/stores/store.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { SessionContext } from './access/session-context.ts';
import type { SessionCookie } from './access/session-cookie.ts';
import type { LockOut } from './sign-in/lock-out.ts';

/** What the pages and guards of the dashboard work with. */
export interface DashboardContext {
  readonly store: Store;
  readonly lifecycle: Lifecycle;
  /** Names of all queues, in the order in which they are shown. */
  queueNames(): readonly string[];
  /** Hears when there may be more queues. */
  onQueues(listener: () => void): void;
  readonly sessions: SessionContext;
  readonly cookie: SessionCookie;
  readonly lockOut: LockOut;
  readonly log: Logger;
}
