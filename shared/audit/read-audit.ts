import type { Store } from '../stores/store.ts';
import { rowOf } from './read-chain.ts';
import { auditKeys, sealAudit } from './seal-audit.ts';

/** An audit entry as it was written, with its place in the trail. */
export type StoredAuditEntry = { readonly id: string } & Readonly<Record<string, string>>;

/**
 * A page of a tenant's audit trail, or of the installation's, newest first.
 * @param before id of the last entry of the page before
 */
export async function readAudit(
  store: Store,
  tenant: string | undefined,
  limit: number,
  before?: string,
): Promise<{ readonly entries: StoredAuditEntry[]; readonly next?: string }> {
  await sealAudit(store, tenant);
  const found = await store.redis.xrevrange(
    auditKeys(store, tenant).chain,
    before === undefined ? '+' : `(${before}`,
    '-',
    'COUNT',
    limit + 1,
  );
  const entries = found.slice(0, limit).map(([id, flat]) => {
    const { seq, entry, hash } = rowOf(id, flat);
    return { ...entry, id, seq: String(seq), hash };
  });
  return { entries, ...(found.length > limit ? { next: entries.at(-1)?.id } : {}) };
}
