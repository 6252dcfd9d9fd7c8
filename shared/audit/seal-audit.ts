import type { Store } from '../stores/store.ts';
import { GENESIS, type Head, hashOf, signHead } from './chain.ts';

const BATCH = 200;

type AuditStore = Pick<Store, 'redis' | 'keys' | 'run' | 'auditKey'>;

/** What a tenant's chain, or the installation's, is named in its heads. */
export function chainName(tenant: string | undefined): string {
  return tenant === undefined ? 'installation' : `tenant:${tenant}`;
}

/** The keys of Redis under which a trail lies. */
export function auditKeys({ keys }: Pick<Store, 'keys'>, tenant: string | undefined) {
  if (tenant === undefined) {
    return {
      ...{ pending: keys.installationAuditPending(), chain: keys.installationAudit() },
      head: keys.installationAuditHead(),
    };
  }
  return { pending: keys.auditPending(tenant), chain: keys.audit(tenant), head: keys.auditHead(tenant) };
}

/**
 * Puts all pending entries of a trail into its chain, in their order. Whoever dies half-way has sealed a part, or nothing.
 * @returns how many there were
 */
export async function sealAudit(store: AuditStore, tenant: string | undefined): Promise<number> {
  const { redis, run } = store;
  const at = auditKeys(store, tenant);
  let sealed = 0;
  for (;;) {
    // The head comes first: whoever seals after it was read moves it, so that nothing sealed is taken for pending.
    const head = await readHead(store, tenant);
    const pending = await redis.xrange(at.pending, '-', '+', 'COUNT', BATCH);
    if (pending.length === 0) return sealed;
    const rows = chained(chainName(tenant), head, pending);
    const last = rows.at(-1);
    if (!last) return sealed;
    const key = await store.auditKey(tenant);
    const next = { chain: chainName(tenant), seq: last.seq, hash: last.hash, at: new Date().toISOString() };
    const done = await run(
      'seal-audit',
      [at.pending, at.chain, at.head],
      [
        ...[
          head?.seq ?? 0,
          JSON.stringify(Object.entries(signHead(key, next)).flat().map(String)),
          pending.length,
        ],
        ...pending.map(([id]) => id),
        ...rows.map(({ fields }) => JSON.stringify(fields)),
      ],
    );
    if (done === 1) sealed += pending.length;
  }
}

/** The head of a trail as it is stored; undefined while nothing was ever sealed. */
export async function readHead(store: AuditStore, tenant: string | undefined): Promise<Head | undefined> {
  const { chain, seq, hash, at, signature } = await store.redis.hgetall(auditKeys(store, tenant).head);
  if (!chain || !hash || !at || !signature) return undefined;
  return { chain, seq: Number(seq), hash, at, signature };
}

function chained(
  chain: string,
  head: Head | undefined,
  pending: readonly [string, string[]][],
): { seq: number; hash: string; fields: string[] }[] {
  let prev = head?.hash ?? GENESIS;
  let seq = head?.seq ?? 0;
  return pending.map(([, fields]) => {
    seq += 1;
    prev = hashOf(chain, prev, { seq, entry: entryOf(fields) });
    return { seq, hash: prev, fields: [...fields, 'hash', prev] };
  });
}

/** An entry from the flat fields and values of a stream; without its hash. */
export function entryOf(flat: readonly string[]): Record<string, string> {
  const entry: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) {
    if (flat[i] !== 'hash') entry[flat[i] ?? ''] = flat[i + 1] ?? '';
  }
  return entry;
}
