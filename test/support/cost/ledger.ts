import type { Store } from '../../../shared/stores/store.ts';

/** One entry of the ledger. */
export interface LedgerEntry {
  readonly job: string;
  readonly task: string;
  readonly model: string;
  readonly apiKey: string;
  /** Tokens: input, output, cached, reasoning. */
  readonly usage: string;
  /** Micro-USD. */
  readonly cost: number;
  /** What a cache has saved, or -. */
  readonly saved: string;
}

/** Every entry of a tenant's ledger, oldest first. */
export async function readLedger({ redis, keys }: Store, tenant: string): Promise<LedgerEntry[]> {
  const entries = await redis.xrange(keys.ledger(tenant), '-', '+');
  return entries.map(([, [, call = '']]) => {
    const [job = '', task = '', model = '', apiKey = '', usage = '', cost, saved = ''] = call.split(' ');
    return { job, task, model, apiKey, usage, cost: Number(cost), saved };
  });
}

/** What a ledger's entries have cost in all, in micro-USD. */
export function costOfLedger(entries: readonly LedgerEntry[]): number {
  return entries.reduce((sum, { cost }) => sum + cost, 0);
}
