import type { ModelKind } from '../../shared/catalog/definitions.ts';
import type { Need } from '../../shared/routing/estimate-need.ts';
import { factsOfJob, needOfJob } from '../../shared/routing/facts-of-job.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import { textToRead } from '../../shared/routing/text-to-read.ts';
import type { Run, StageDependencies } from './stage.ts';

/**
 * What a route decides by, as far as an attempt knows it.
 * @param failed models that the job has failed on
 */
export function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
  const { id, priority, sensitivity, expiresAt } = run.job.record;
  return factsOfJob({ id, need: needOf(run), priority, sensitivity, expiresAt, failed }, (name) =>
    candidateOf(name, run.task.definition.kind, dependencies),
  );
}

/** What a job needs of its models, as far as an attempt knows it. */
export function needOf({ job: { input }, prompt, task }: Run): Need {
  // A prompt with context was cut to the length of one model; another may have room for more.
  return needOfJob(task.definition, input, () =>
    prompt && !task.renderContext ? (prompt.system ?? '') + prompt.user : textToRead(task, input.input),
  );
}

function candidateOf(name: string, kind: ModelKind, dependencies: StageDependencies): Candidate | undefined {
  const port = dependencies.port(name, kind);
  const definition = dependencies.model(name)?.definition;
  if (!port || !definition) return undefined;
  const latencyMs = port.latencyMs() ?? dependencies.latencies.of(name);
  return { definition, allowed: dependencies.breakers.allows(name), latencyMs };
}
