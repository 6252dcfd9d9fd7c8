import type { Need } from '../../shared/routing/estimate-need.ts';
import { factsOfJob, needOfJob } from '../../shared/routing/facts-of-job.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import { textToRead } from '../../shared/routing/text-to-read.ts';
import { isPermitted } from './barred-from.ts';
import type { Run, StageDependencies } from './stage.ts';

/**
 * What a route decides by, as far as an attempt knows it.
 * @param failed models that the job has failed on
 */
export function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
  const { id, priority, sensitivity, expiresAt } = run.job.record;
  return factsOfJob({ id, need: needOf(run), priority, sensitivity, expiresAt, failed }, (name) =>
    candidateOf(run, name, dependencies),
  );
}

/** What a job needs of its models, as far as an attempt knows it. */
export function needOf({ job: { input }, prompt, task }: Run): Need {
  // A prompt with context was cut to the length of one model; another may have room for more.
  return needOfJob(task.definition, input, () =>
    prompt && !task.renderContext ? (prompt.system ?? '') + prompt.user : textToRead(task, input.input),
  );
}

function candidateOf(run: Run, name: string, dependencies: StageDependencies): Candidate | undefined {
  const port = dependencies.port(name, run.task.definition.kind);
  const model = dependencies.model(name);
  if (!port || !model) return undefined;
  const latencyMs = port.latencyMs() ?? dependencies.latencies.of(name);
  const permitted = isPermitted(run, model, name, dependencies);
  return { definition: model.definition, permitted, allowed: dependencies.breakers.allows(name), latencyMs };
}
