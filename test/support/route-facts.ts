import { type Route, routeSchema } from '../../shared/routing/route.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';

/** A candidate as a test cares about it. */
export function candidate({
  price = 1,
  permitted = true,
  allowed = 'yes',
  latencyMs,
  ...definition
}: Partial<Omit<Candidate, 'definition'> & Omit<Candidate['definition'], 'price'>> & {
  readonly price?: number;
} = {}): Candidate {
  return {
    definition: {
      cleared_for: 'restricted',
      capabilities: {},
      price: { input: price * 1_000_000, output: price * 1_000_000 },
      ...definition,
    },
    permitted,
    allowed,
    latencyMs,
  };
}

/** What a route decides by: a small job, and what a test cares about. */
export function facts(
  candidates: Readonly<Record<string, Candidate>>,
  { need, ...more }: Partial<Omit<RouteFacts, 'need'>> & { readonly need?: Partial<RouteFacts['need']> } = {},
): RouteFacts {
  return {
    need: {
      ...{ inputTokens: 100, outputTokens: 100, complexity: 'low' },
      contextTokens: (need?.inputTokens ?? 100) + (need?.outputTokens ?? 100),
      ...{ jsonSchema: false, tools: false, vision: false },
      ...need,
    },
    priority: 'standard',
    sensitivity: 'internal',
    timeLeftMs: 60_000,
    seed: 'job_1',
    failed: [],
    candidate: (model) => candidates[model],
    ...more,
  };
}

/** A route of a mode over candidates. */
export function route(
  mode: Route['mode'],
  names: readonly string[],
  more: Record<string, unknown> = {},
): Route {
  return routeSchema.parse({ name: 'test', mode, candidates: names.map((model) => ({ model })), ...more });
}
