import type { Store } from '../stores/store.ts';
import type { ChainedEntry } from './chain.ts';
import { auditKeys, entryOf } from './seal-audit.ts';

const PAGE = 1_000;

/**
 * A trail a page at a time.
 * @param after number of the entry before the first
 */
export async function* readChain(
  store: Pick<Store, 'redis' | 'keys'>,
  tenant: string | undefined,
  after = 0,
): AsyncGenerator<ChainedEntry[]> {
  const { chain } = auditKeys(store, tenant);
  // What stands before the first, however it got there, is not to be passed over.
  let from = after === 0 ? '-' : `(${after}-0`;
  for (;;) {
    const rows = await store.redis.xrange(chain, from, '+', 'COUNT', PAGE);
    if (rows.length > 0) yield rows.map(([id, flat]) => rowOf(id, flat));
    if (rows.length < PAGE) return;
    from = `(${rows.at(-1)?.[0]}`;
  }
}

/** An entry of a chain as its stream holds it. */
export function rowOf(id: string, flat: readonly string[]): ChainedEntry {
  const at = flat.lastIndexOf('hash');
  const seq = id.endsWith('-0') ? Number(id.slice(0, -2)) : Number.NaN;
  return { seq, entry: entryOf(flat), hash: at < 0 ? '' : (flat[at + 1] ?? '') };
}
