import type { Store } from '../stores/store.ts';

/** An audit entry as it was written, with its place in the trail. */
export type StoredAuditEntry = { readonly id: string } & Readonly<Record<string, string>>;

/**
 * A page of a tenant's audit trail, or of the installation's, newest first.
 * @param before id of the last entry of the page before
 */
export async function readAudit(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  tenant: string | undefined,
  limit: number,
  before?: string,
): Promise<{ readonly entries: StoredAuditEntry[]; readonly next?: string }> {
  const key = tenant === undefined ? keys.installationAudit() : keys.audit(tenant);
  const found = await redis.xrevrange(
    key,
    before === undefined ? '+' : `(${before}`,
    '-',
    'COUNT',
    limit + 1,
  );
  const entries = found.slice(0, limit).map(([id, flat]) => {
    const entry: Record<string, string> & { id: string } = { id };
    for (let i = 0; i + 1 < flat.length; i += 2) entry[flat[i] ?? ''] = flat[i + 1] ?? '';
    return entry;
  });
  return { entries, ...(found.length > limit ? { next: entries.at(-1)?.id } : {}) };
}
