import { SENSITIVITIES } from '../contracts/job-request.ts';
import { membersOf } from './members.ts';
import { rankCandidates, worstCost } from './rank-candidates.ts';
import type { Reason } from './reason.ts';
import type { Route } from './route.ts';
import type { RouteFacts } from './route-facts.ts';

/** A choice and its explanation. */
export interface Choice {
  readonly model?: string;
  /**
   * Where there is no model now: the one to wait for, because nothing but its breaker speaks against it. One
   * that may be tried comes before one that is out for longer.
   */
  readonly waitFor?: string;
  /** Every candidate, in the order of the route. */
  readonly reasons: Readonly<Record<string, Reason | 'chosen'>>;
}

/** Chooses the model of a job, or none. Members of a cascade are asked together or not at all. */
export function chooseModel(route: Route, facts: RouteFacts): Choice {
  const excluded = exclusionsOf(route, facts);
  for (const member of membersOf(route, excluded)) excluded.set(member, 'below');
  const best = (reason?: Reason, ready = false) => {
    const left = route.candidates
      .filter(({ model }) => excluded.get(model) === reason)
      .filter(({ model }) => !ready || facts.candidate(model)?.allowed === 'probe');
    return rankCandidates(route, left, facts).at(0)?.model;
  };
  const model = best();
  const waitFor = model === undefined ? (best('breaker_open', true) ?? best('breaker_open')) : undefined;
  const reasons = route.candidates.map((candidate): [string, Reason | 'chosen'] => [
    candidate.model,
    candidate.model === model ? 'chosen' : (excluded.get(candidate.model) ?? 'lower_rank'),
  ]);
  return { model, waitFor, reasons: Object.fromEntries(reasons) };
}

/** What speaks against each candidate, in the order of the route. */
export function exclusionsOf(route: Route, facts: RouteFacts): Map<string, Reason | undefined> {
  return new Map(
    route.candidates.map((candidate) => [candidate.model, exclusionOf(candidate, route, facts)]),
  );
}

/** The first thing that speaks against a candidate; what may pass comes last. */
function exclusionOf(
  { model, when = {} }: Route['candidates'][number],
  { max_cost_micro_usd: ceiling }: Route,
  facts: RouteFacts,
): Reason | undefined {
  const { need, priority, sensitivity } = facts;
  const candidate = facts.candidate(model);
  if (!candidate) return 'not_configured';
  const { cleared_for, capabilities } = candidate.definition;
  const meant =
    (when.complexity?.includes(need.complexity) ?? true) &&
    (when.priority?.includes(priority) ?? true) &&
    (when.sensitivity?.includes(sensitivity) ?? true);
  if (!meant) return 'rule';
  if (SENSITIVITIES.indexOf(sensitivity) > SENSITIVITIES.indexOf(cleared_for)) return 'not_cleared';
  if (!candidate.permitted) return 'policy';
  // What a model does not say of itself, it is taken to be able to do.
  if (need.contextTokens > (capabilities.context_tokens ?? Number.POSITIVE_INFINITY))
    return 'context_too_small';
  if (need.jsonSchema && capabilities.json_schema === false) return 'no_json_schema';
  if (need.tools && capabilities.tools === false) return 'no_tools';
  if (need.vision && capabilities.vision === false) return 'no_vision';
  if (ceiling !== undefined && worstCost(candidate, need) > ceiling) return 'too_expensive';
  if (facts.failed.includes(model)) return 'failed_before';
  if ((candidate.latencyMs ?? 0) > facts.timeLeftMs) return 'too_slow';
  if (candidate.allowed !== 'yes') return 'breaker_open';
  return undefined;
}
