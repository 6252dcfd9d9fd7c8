import { createHash } from 'node:crypto';
import { worstCostOf } from '../cost/price.ts';
import { priceAt } from '../cost/prices-in-force.ts';
import type { Need } from './estimate-need.ts';
import type { Route } from './route.ts';
import type { Candidate, RouteFacts } from './route-facts.ts';

type Listed = Route['candidates'][number];

/** Puts candidates in the order in which the route's mode prefers them; equal ones stay as they are listed. */
export function rankCandidates(
  { mode }: Pick<Route, 'mode'>,
  candidates: readonly Listed[],
  facts: Pick<RouteFacts, 'need' | 'seed' | 'candidate'>,
): Listed[] {
  const known = (listed: Listed) => facts.candidate(listed.model);
  switch (mode) {
    case 'ordered':
    case 'cascade':
      return [...candidates];
    case 'cheapest':
      return sortedBy(candidates, (listed) => {
        const candidate = known(listed);
        return candidate ? worstCost(candidate, facts.need) : Number.POSITIVE_INFINITY;
      });
    case 'fastest':
      // What nobody has measured is tried, so that it will be.
      return sortedBy(candidates, (listed) => known(listed)?.latencyMs ?? 0);
    case 'weighted':
      return sortedBy(candidates, (listed) => drawnTurn(listed, facts.seed));
  }
}

/** What a call costs at worst, in micro-USD, if it is made now. */
export function worstCost({ definition }: Candidate, need: Need): number {
  const { inputTokens: input, outputTokens: output, images, seconds } = need;
  return worstCostOf(priceAt(definition.price, Date.now()), { input, output, images, seconds });
}

function sortedBy(candidates: readonly Listed[], order: (candidate: Listed) => number): Listed[] {
  return candidates
    .map((candidate) => ({ candidate, at: order(candidate) }))
    .sort((a, b) => a.at - b.at)
    .map(({ candidate }) => candidate);
}

/**
 * When a candidate's turn comes, drawn from the exponential distribution of its weight: the first turn among
 * several is each one's with the probability of its weight, and it stays so when others drop out.
 */
function drawnTurn({ model, weight = 1 }: Listed, seed: string): number {
  const digest = createHash('sha256').update(`${seed} ${model}`).digest();
  const drawn = (digest.readUInt32BE(0) + 0.5) / 2 ** 32;
  return -Math.log(drawn) / weight;
}
