import { type Choice, chooseModel } from '../../shared/routing/choose-model.ts';
import { estimateNeed } from '../../shared/routing/estimate-need.ts';
import type { Candidate, RouteFacts } from '../../shared/routing/route-facts.ts';
import { routeOf } from '../../shared/routing/task-route.ts';
import { policyOf } from './failure-policy.ts';
import type { Ended } from './run-pipeline.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

/** A provider that wants to be left alone for longer, in ms, has its breaker opened instead. */
const LONGEST_REST_MS = 10_000;

/**
 * Turns what an attempt failed of into the way to the next model of the job's route, where there is one. A job
 * that named its model has no other. Where breakers alone exclude what is left, the job waits at the best of these.
 */
export function fallBack(
  run: Run,
  ended: Ended,
  attemptsLeft: boolean,
  dependencies: StageDependencies,
): Ended {
  const { record, input } = run.job;
  const code = codeOf(ended.outcome);
  const policy = code === undefined ? undefined : policyOf(code);
  if (code === undefined || !policy || input.model !== undefined) return ended;
  const tryAgain = policy.goes === 'again' && attemptsLeft;
  if (tryAgain && dependencies.breakers.state(record.model) !== 'open') return ended;
  const route = routeOf(run.task);
  if (policy.goes === 'route' && route.on_filtered !== 'next') return ended;

  const stop = run.timer.start('choose_model');
  const failed = [...new Set([...record.failedModels, ...(policy.leaves ? [record.model] : [])])];
  const choice = chooseModel(route, factsOf(run, failed, dependencies));
  const to = nextModel(choice, record.model, tryAgain);
  const model = to === undefined ? undefined : dependencies.model(to);
  stop(model ? 'rerouted' : 'stays', { code, details: choice.reasons });
  if (to === undefined || !model) return ended;
  const slowQueueMs = restOf(ended.outcome);
  const outcome = { kind: 'reroute', code, model: to, queue: model.queue, failed, slowQueueMs } as const;
  return { stage: ended.stage, outcome };
}

/** How long the queue that is left rests: no longer than jobs that could go elsewhere too may wait in it. */
function restOf(outcome: Outcome): number | undefined {
  const rests = outcome.kind === 'snooze' && outcome.slowQueue && outcome.afterMs <= LONGEST_REST_MS;
  return rests ? outcome.afterMs : undefined;
}

/** A job that may yet try its own model again waits there, as does one whose own breaker is one of those it waits for. */
function nextModel(
  { model, waitFor, reasons }: Choice,
  current: string,
  tryAgain: boolean,
): string | undefined {
  if (model !== undefined) return model === current ? undefined : model;
  return tryAgain || reasons[current] === 'breaker_open' ? undefined : waitFor;
}

/** The code that an outcome has failed with, or waits for. */
function codeOf(outcome: Outcome): string | undefined {
  if ('error' in outcome) return outcome.error.code;
  return outcome.kind === 'snooze' ? outcome.code : undefined;
}

function factsOf(run: Run, failed: readonly string[], dependencies: StageDependencies): RouteFacts {
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
  // A model that must be tried first is tried by jobs of its own queue: not every job should go there for it.
  const healthy = dependencies.breakers.allows(name) === 'yes';
  return { definition, healthy, latencyMs: port.latencyMs() };
}
