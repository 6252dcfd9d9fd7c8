import { type Choice, chooseModel } from '../../shared/routing/choose-model.ts';
import type { RouteFacts } from '../../shared/routing/route-facts.ts';
import { policyOf } from './failure-policy.ts';
import { codeOf, restOf } from './outcome-facts.ts';
import { factsOf } from './route-facts-of-run.ts';
import type { Ended } from './run-pipeline.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

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
  // What may not be given out was answered: another model is no way around that, and what was judged is not its answer.
  if (ended.stage === 'check_delivery') return ended;
  const { record, input } = run.job;
  const code = codeOf(ended.outcome);
  const policy = code === undefined ? undefined : policyOf(code);
  if (code === undefined || !policy || input.model !== undefined) return ended;
  const tryAgain = policy.goes === 'again' && attemptsLeft;
  if (tryAgain && dependencies.breakers.state(record.model) !== 'open') return ended;
  const { route } = run.task;
  if (policy.goes === 'route' && route.on_filtered !== 'next') return ended;

  const stop = run.timer.start('choose_model');
  const failed = [...new Set([...record.failedModels, ...(policy.leaves ? [record.model] : [])])];
  const facts = factsOf(run, failed, dependencies);
  const choice = chooseModel(route, facts);
  // A job that may yet try its own model again does not leave it to wait elsewhere.
  const to = choice.model ?? (tryAgain ? undefined : placeToWait(choice, record.model, facts));
  const model = to === undefined || to === record.model ? undefined : dependencies.model(to);
  stop(model ? 'rerouted' : 'stays', { code, details: choice.reasons });
  if (to === undefined || !model)
    return { ...ended, outcome: sooner(ended.outcome, choice, record.model, dependencies) };
  const slowQueueMs = restOf(ended.outcome);
  const waits = choice.model === undefined;
  const outcome = {
    kind: 'reroute',
    code,
    model: to,
    queue: model.queue,
    failed,
    waits,
    slowQueueMs,
  } as const;
  return { stage: ended.stage, outcome };
}

/** A job whose own breaker is one of those it waits for goes only where it could be tried whether a model is back. */
function placeToWait({ waitFor, reasons }: Choice, current: string, facts: RouteFacts): string | undefined {
  const ready = (model?: string) => model !== undefined && facts.candidate(model)?.allowed === 'probe';
  const waitsHere = reasons[current] === 'breaker_open' && (ready(current) || !ready(waitFor));
  return waitsHere ? undefined : waitFor;
}

/** A job that waits for a breaker looks again as soon as any that it waits for may be tried. */
function sooner(
  outcome: Outcome,
  { reasons }: Choice,
  current: string,
  { breakers }: StageDependencies,
): Outcome {
  if (outcome.kind !== 'snooze' || outcome.code !== 'breaker_open') return outcome;
  const now = Date.now();
  const openMs = (model: string) => Math.max(0, (breakers.openUntil(model) ?? now) - now);
  const waits = Object.keys(reasons).filter((model) => reasons[model] === 'breaker_open');
  const soonest = Math.min(openMs(current), ...waits.map(openMs));
  return { ...outcome, afterMs: Math.max(0, outcome.afterMs - openMs(current) + soonest) };
}
