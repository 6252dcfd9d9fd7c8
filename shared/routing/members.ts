import type { Reason } from './reason.ts';
import type { Route } from './route.ts';

const BRANCH = 'member.';

/** What passes, or came later, takes no candidate out of the members: they stay the same while a job lives. */
const PASSING = new Set<Reason | undefined>([undefined, 'breaker_open', 'too_slow', 'failed_before']);

/**
 * The candidates of a cascade that are asked side by side: the first that may carry the job, as many as the route
 * says. One is always left to go up to.
 * @param excluded what speaks against each candidate, in the order of the route
 */
export function membersOf(
  { agreement }: Pick<Route, 'agreement'>,
  excluded: ReadonlyMap<string, Reason | undefined>,
): string[] {
  if (agreement === undefined) return [];
  const able = [...excluded.keys()].filter((model) => PASSING.has(excluded.get(model)));
  return able.slice(0, Math.min(agreement, able.length - 1));
}

/** The branch of a job in which a candidate of its route is asked as a member. */
export function branchOfMember(route: Pick<Route, 'candidates'>, model: string): string {
  return `${BRANCH}${route.candidates.findIndex((candidate) => candidate.model === model)}`;
}

/** The candidate that is asked in a branch; undefined for a branch that asks none. */
export function memberOfBranch(route: Pick<Route, 'candidates'>, branch: string): string | undefined {
  if (!branch.startsWith(BRANCH)) return undefined;
  return route.candidates[Number(branch.slice(BRANCH.length))]?.model;
}
