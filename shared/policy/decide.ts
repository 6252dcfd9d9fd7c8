import type { Catalog, CompiledTask, PolicyVersion } from '../catalog/catalog.ts';
import { PolicyFailure, type Verdict } from './compile-policy.ts';
import type { PolicyRequest } from './policy-request.ts';
import { wordsOfDuties } from './words-of-duties.ts';

/** The label of a version that is only tried: what it would decide is compared with what is decided. */
const SHADOW = 'shadow';

/** A verdict and whose it is. */
export interface Decision extends Verdict {
  readonly request: PolicyRequest;
  readonly policy: Pick<PolicyVersion, 'name' | 'version' | 'hash' | 'reads'>;
  /** What the version in the shadow would have decided, where there is one. */
  readonly shadow?: ShadowDecision;
}

/** What a version that is only tried would have decided; `failed` where it cannot be evaluated. */
export interface ShadowDecision {
  readonly policy: Decision['policy'];
  readonly verdict: Verdict | 'failed';
  /** Whether it differs: in being allowed, or in its duties. */
  readonly differs: boolean;
}

/**
 * Decides by the policy that a task's job is pinned to, and by the one in the shadow beside it.
 * @throws PolicyFailure when there is no policy, or it could not be evaluated: nothing may be done then
 */
export function decide(
  catalog: Pick<Catalog, 'policy' | 'entry'>,
  { definition, policyVersion }: Pick<CompiledTask, 'definition' | 'policyVersion'>,
  request: PolicyRequest,
): Decision {
  const { policy: name } = definition;
  const policy = catalog.policy(name, policyVersion ?? undefined);
  if (!policy)
    throw new PolicyFailure(`There is no policy ${name} of the version that the job is pinned to.`);
  const verdict = policy.decide(request);
  const tried = catalog.entry('policies', name)?.labels.get(SHADOW)?.version;
  if (tried === undefined || tried === policy.version) return { ...verdict, request, policy };
  return { ...verdict, request, policy, shadow: shadowOf(catalog, name, tried, request, verdict) };
}

/** Whatever is wrong with the version in the shadow changes nothing of what is decided. */
function shadowOf(
  catalog: Pick<Catalog, 'policy'>,
  name: string,
  version: number,
  request: PolicyRequest,
  live: Verdict,
): ShadowDecision | undefined {
  try {
    const policy = catalog.policy(name, version);
    if (!policy) return undefined;
    const verdict = policy.decide(request);
    return { policy, verdict, differs: essenceOf(verdict, request) !== essenceOf(live, request) };
  } catch {
    return { policy: { name, version, hash: '', reads: () => false }, verdict: 'failed', differs: true };
  }
}

function essenceOf({ allowed, duties }: Verdict, { action }: PolicyRequest): string {
  return allowed ? `allow ${wordsOfDuties(duties, action)}` : 'deny';
}
