import type { Store } from '../../../shared/stores/store.ts';

/** One entry of the ledger. */
export type LedgerEntry = Readonly<Record<string, string>>;

/** Every entry of a tenant's ledger, oldest first. */
export async function readLedger({ redis, keys }: Store, tenant: string): Promise<LedgerEntry[]> {
  const entries = await redis.xrange(keys.ledger(tenant), '-', '+');
  return entries.map(([, flat]) => {
    const entry: Record<string, string> = {};
    for (let i = 0; i + 1 < flat.length; i += 2) entry[flat[i] ?? ''] = flat[i + 1] ?? '';
    return entry;
  });
}

/** What a ledger's entries have cost in all, in micro-USD. */
export function costOfLedger(entries: readonly LedgerEntry[]): number {
  return entries.reduce((sum, { cost }) => sum + Number(cost), 0);
}
