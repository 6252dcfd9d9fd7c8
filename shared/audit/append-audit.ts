import type { Store } from '../stores/store.ts';

/** One entry of an audit trail. Names, ids and codes only, never content. */
export interface AuditEntry {
  /** `user:…`, `key:…` or the name of a service. */
  readonly actor: string;
  /** What was done: `job.redrive`, `queue.pause`, `sign_in` … */
  readonly action: string;
  readonly target?: string;
  readonly outcome?: 'done' | 'denied';
  readonly reason?: string;
}

/** Appends to a tenant's audit trail, or to the installation's when there is no tenant. */
export async function appendAudit(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  tenant: string | undefined,
  entry: AuditEntry,
): Promise<void> {
  const key = tenant === undefined ? keys.installationAudit() : keys.audit(tenant);
  const fields = Object.entries({ at: new Date().toISOString(), outcome: 'done', ...entry });
  await redis.xadd(
    key,
    '*',
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
  );
}
