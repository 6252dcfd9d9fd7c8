import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { factsOfJob, needOfJob } from '../../shared/routing/facts-of-job.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import type { Run, StageDependencies } from './stage.ts';

/**
 * What a route decides by, as far as an attempt knows it.
 * @param failed models that the job has failed on
 */
export function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
  const { record, input } = run.job;
  const { id, priority, sensitivity, expiresAt } = record;
  const { definition: task } = run.task;
  const need = needOfJob(task, input, () => {
    const { system = '', user } = run.prompt ?? { user: JSON.stringify(input.input) };
    return system + user;
  });
  return factsOfJob({ id, need, priority, sensitivity, expiresAt, failed }, (name) =>
    candidateOf(name, task.kind, dependencies),
  );
}

function candidateOf(name: string, kind: ModelKind, dependencies: StageDependencies): Candidate | undefined {
  const port = dependencies.port(name, kind);
  const definition = dependencies.model(name)?.definition;
  if (!port || !definition) return undefined;
  const latencyMs = port.latencyMs() ?? dependencies.latencies.of(name);
  return { definition, allowed: dependencies.breakers.allows(name), latencyMs };
}
