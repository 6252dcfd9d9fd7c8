import { tenantLimitKeys } from '../limits/waiting-hops.ts';
import { type Beginning, type Claim, readBeginning } from './begin-attempt.ts';
import { branchField } from './branches.ts';
import type { Store } from './store.ts';

/** What loads a job for one of its side calls; see `lua/begin-branch.lua`. */
export async function beginBranch(
  store: Store,
  claim: Claim & { readonly branch: string },
  queue: string,
): Promise<Beginning> {
  const { keys } = store;
  const { tenant, id, hop, branch } = claim;
  const reply = await store.run(
    'begin-branch',
    [
      ...[keys.job(tenant, id), keys.jobInput(tenant, id), keys.jobJournal(tenant, id)],
      ...tenantLimitKeys(keys, tenant),
    ],
    [id, hop, branch, branchField(branch), queue, Date.now()],
  );
  return readBeginning(store, claim, reply);
}
