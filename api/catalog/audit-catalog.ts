import { type AuditEntry, appendAudit } from '../../shared/audit/append-audit.ts';
import type { Store } from '../../shared/stores/store.ts';

/** Tells of a change of the catalog: in the installation's trail, and in that of the tenant whose key made it. */
export async function auditCatalog(store: Store, tenant: string, entry: AuditEntry): Promise<void> {
  await appendAudit(store, undefined, entry);
  await appendAudit(store, tenant, entry);
}
