import type { Store } from '../stores/store.ts';
import { auditKeys } from './seal-audit.ts';

/** One entry of an audit trail. Names, ids and codes only, never content. */
export interface AuditEntry {
  /** `user:…`, `key:…` or the name of a service. */
  readonly actor: string;
  /** What was done: `job.redrive`, `queue.pause`, `sign_in` … */
  readonly action: string;
  readonly target?: string;
  readonly outcome?: 'done' | 'denied';
  readonly reason?: string;
  /** More that is to be told, by name. */
  readonly details?: Readonly<Record<string, string>>;
}

/**
 * Appends to a tenant's audit trail, or to the installation's when there is no tenant. It becomes part of the chain when it
 * is sealed: within seconds, and before anybody reads the trail.
 */
export async function appendAudit(
  store: Pick<Store, 'redis' | 'keys'>,
  tenant: string | undefined,
  { details, ...entry }: AuditEntry,
): Promise<void> {
  const fields = Object.entries({ at: new Date().toISOString(), outcome: 'done', ...entry, ...details });
  await store.redis.xadd(
    auditKeys(store, tenant).pending,
    '*',
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
  );
}
