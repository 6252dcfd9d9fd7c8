import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { factsOfJob } from '../../shared/routing/facts-of-job.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import type { Run, StageDependencies } from './stage.ts';

/**
 * What a route decides by, as far as an attempt knows it.
 * @param failed models that the job has failed on
 */
export function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
  const { record, input } = run.job;
  const { system = '', user } = run.prompt ?? { user: JSON.stringify(input.input) };
  const { id, priority, sensitivity, expiresAt } = record;
  const { parameters } = input;
  const text = system + user;
  const { definition: task } = run.task;
  return factsOfJob(
    { id, task, input: input.input, text, parameters, priority, sensitivity, expiresAt, failed },
    (name) => candidateOf(name, task.kind, dependencies),
  );
}

function candidateOf(name: string, kind: ModelKind, dependencies: StageDependencies): Candidate | undefined {
  const port = dependencies.port(name, kind);
  const definition = dependencies.model(name)?.definition;
  if (!port || !definition) return undefined;
  const latencyMs = port.latencyMs() ?? dependencies.latencies.of(name);
  return { definition, allowed: dependencies.breakers.allows(name), latencyMs };
}
