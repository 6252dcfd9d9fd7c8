import type { Store } from '../stores/store.ts';
import type { Head } from './chain.ts';
import { readChain } from './read-chain.ts';
import { chainName } from './seal-audit.ts';

export const EXPORT_FORMAT = 'audit-export/1';

/** The lines of an export: whose trail it is, its entries up to the head, the head. */
export async function* exportLines(
  store: Pick<Store, 'redis' | 'keys'>,
  tenant: string | undefined,
  head: Head | undefined,
  publicKey: string,
): AsyncGenerator<object> {
  yield { format: EXPORT_FORMAT, chain: chainName(tenant), public_key: publicKey };
  for await (const rows of readChain(store, tenant)) {
    for (const row of rows) if (!head || !(row.seq > head.seq)) yield row;
  }
  if (head) yield { head };
}
