import { type Choice, chooseModel, exclusionsOf } from './choose-model.ts';
import { membersOf } from './members.ts';
import type { Route } from './route.ts';
import type { RouteFacts } from './route-facts.ts';

/** Fewer cannot agree. */
const FEWEST = 2;

/** What a job begins with. */
export interface Beginning extends Choice {
  /** Models that are asked side by side, as they are listed; none where one model begins alone. */
  readonly asked: readonly string[];
}

/**
 * Chooses what a job begins with: the members of a cascade that can be asked now, or one model where the route has no
 * members or too few of them can be asked to agree.
 */
export function chooseMembers(route: Route, facts: RouteFacts): Beginning {
  const excluded = exclusionsOf(route, facts);
  const members = membersOf(route, excluded);
  const asked = members.filter((model) => excluded.get(model) === undefined);
  if (asked.length < FEWEST) {
    const { model, waitFor, reasons } = chooseModel(route, facts);
    const alone = members.map((member) => [member, excluded.get(member) ?? 'alone'] as const);
    return { model, waitFor, asked: [], reasons: { ...reasons, ...Object.fromEntries(alone) } };
  }
  const reasons = [...excluded].map(([model, reason]) => [
    model,
    asked.includes(model) ? 'asked' : (reason ?? 'lower_rank'),
  ]);
  return { model: asked[0], asked, reasons: Object.fromEntries(reasons) };
}
