import type { Store } from '../stores/store.ts';
import { type Head, publicKeyOf } from './chain.ts';
import { type ChainCheck, ChainChecker } from './check-chain.ts';
import { readChain } from './read-chain.ts';
import { chainName, readHead, sealAudit } from './seal-audit.ts';

/** What became of a trail that was walked from end to end. */
export interface Verified extends ChainCheck {
  readonly head?: Head;
  /** What heads are signed with: SPKI as base64. */
  readonly publicKey: string;
}

/** Walks a whole trail, and holds no more than a page of it at once. */
export async function verifyAudit(store: Store, tenant: string | undefined): Promise<Verified> {
  await sealAudit(store, tenant);
  const publicKey = publicKeyOf(await store.auditKey(tenant));
  const checker = new ChainChecker(chainName(tenant));
  for (;;) {
    const before = checker.entries;
    for await (const rows of readChain(store, tenant, before)) {
      if (!rows.every((row) => checker.next(row))) break;
    }
    const head = await readHead(store, tenant);
    const { fault, entries } = checker.end(head, publicKey);
    // A trail that has grown while it was walked is walked on; one that was cut has no more to walk.
    if (fault?.kind === 'cut' && entries > before) continue;
    return { fault, entries, head, publicKey };
  }
}
