import type { Store } from '../stores/store.ts';
import type { Verdict } from './compile-policy.ts';
import type { Decision } from './decide.ts';

/** A tally lives as long after its last decision, in ms. */
const TALLY_MS = 30 * 86_400_000;
const MOST_JOBS = 10;

/** How a version in the shadow has decided so far. */
export interface ShadowTally {
  readonly version: number;
  /** Unix ms. */
  readonly since: number;
  readonly evaluated: number;
  readonly differences: readonly {
    readonly action: string;
    readonly live: string;
    readonly shadow: string;
    readonly times: number;
    /** Ids of the first jobs that show it. */
    readonly jobs: readonly string[];
  }[];
}

/** Counts what a version in the shadow has decided; nothing where there is none. */
export async function countShadow(
  { run, keys }: Pick<Store, 'run' | 'keys'>,
  { request, policy, shadow, ...live }: Decision,
  job: string | undefined,
): Promise<void> {
  if (!shadow) return;
  const { action, principal } = request;
  const difference = shadow.differs ? `${action} ${wordOf(live)} ${wordOf(shadow.verdict)}` : '';
  await run(
    'count-shadow',
    [keys.policyShadow(principal.tenant, policy.name)],
    [shadow.policy.version, Date.now(), difference, job ?? '', TALLY_MS, MOST_JOBS],
  );
}

function wordOf(verdict: Verdict | 'failed'): string {
  if (verdict === 'failed') return verdict;
  return verdict.allowed ? 'allow' : 'deny';
}

/** What was counted for a tenant; undefined where no version of the policy has been in the shadow lately. */
export async function readShadow(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  tenant: string,
  policy: string,
): Promise<ShadowTally | undefined> {
  const fields = await redis.hgetall(keys.policyShadow(tenant, policy));
  if (!fields.version) return undefined;
  const differences = Object.entries(fields).flatMap(([field, times]) => {
    const [kind, action = '', live = '', shadow = ''] = field.split(' ');
    if (kind !== 'times') return [];
    const jobs = (fields[`jobs ${action} ${live} ${shadow}`] ?? '').split(' ').filter(Boolean);
    return [{ action, live, shadow, times: Number(times), jobs }];
  });
  return {
    version: Number(fields.version),
    since: Number(fields.since),
    evaluated: Number(fields.evaluated),
    differences: differences.sort((a, b) => b.times - a.times),
  };
}
