import type { DemandedApproval } from '../../shared/policy/duties.ts';
import { PEOPLE_EFFECT } from '../../shared/stores/job-content.ts';
import type { Outcome, Run } from './stage.ts';

/**
 * The first approval that policy demands and nobody has given yet.
 * @param digestOf what is approved, by its digest
 * @param candidate it, for those who approve, where it is not the request
 * @returns undefined when there is none
 */
export function missingApproval(
  { journal }: Run,
  demanded: readonly DemandedApproval[],
  digestOf: () => string,
  candidate?: unknown,
): Outcome | undefined {
  if (demanded.length === 0) return undefined;
  const what = digestOf();
  const missing = demanded
    // Each demand is a decision of its own.
    .map((demand) => ({ ...demand, digest: `${what}.${demand.role ?? 'anybody'}.${demand.quorum}` }))
    .find(({ digest }) => journal.get(PEOPLE_EFFECT.approval(digest)) === undefined);
  if (!missing) return undefined;
  const { role, quorum, digest } = missing;
  const message = 'Policy wants it approved first.';
  const wait = { role, quorum, digest, ...(candidate !== undefined && { candidate }) };
  return { kind: 'suspend', error: { code: 'approval_required', message }, wait };
}
