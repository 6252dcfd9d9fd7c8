import { estimateNeed } from '../../shared/routing/estimate-need.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import type { Run, StageDependencies } from './stage.ts';

/**
 * What a route decides by, as far as an attempt knows it.
 * @param failed models that the job has failed on
 */
export function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
  const { record, input } = run.job;
  const { definition } = run.task;
  const { system = '', user } = run.prompt ?? { user: JSON.stringify(input.input) };
  return {
    need: estimateNeed({
      text: system + user,
      parameters: { ...definition.parameters, ...input.parameters },
      outputSchema: definition.output_schema,
    }),
    priority: record.priority,
    sensitivity: record.sensitivity,
    timeLeftMs: record.expiresAt - Date.now(),
    seed: record.id,
    failed,
    candidate: (name) => candidateOf(name, dependencies),
  };
}

function candidateOf(name: string, dependencies: StageDependencies): Candidate | undefined {
  const port = dependencies.port(name);
  const definition = dependencies.model(name)?.definition;
  if (!port || !definition) return undefined;
  return { definition, allowed: dependencies.breakers.allows(name), latencyMs: port.latencyMs() };
}
