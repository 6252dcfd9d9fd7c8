import type { Model } from '../../shared/catalog/catalog.ts';
import { callRequest } from '../../shared/policy/job-requests.ts';
import { permitsModel } from '../../shared/policy/permits-model.ts';
import { askPolicy, deniedBy, governed } from './ask-policy.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

/** Whether policy lets a run call a model, for routes to choose by; nothing is written of it. */
export function isPermitted(run: Run, model: Model, name: string, { decide }: StageDependencies): boolean {
  try {
    return (
      permitsModel(run.duties, name) && decide(run, callRequest(governed(run), model, name, run)).allowed
    );
  } catch {
    return false;
  }
}

/**
 * Asks policy about the call that a run is about to make.
 * @returns what becomes of the job where it may not be made; else undefined
 */
export function barredFrom(run: Run, dependencies: StageDependencies): Outcome | undefined {
  const name = run.job.record.model;
  const decision = askPolicy(run, callRequest(governed(run), run.model, name, run), dependencies);
  if ('kind' in decision) return decision;
  if (!decision.allowed) return deniedBy(decision);
  if (permitsModel(run.duties, name)) return undefined;
  const message = `Policy restricts this job to other models than ${name}.`;
  return { kind: 'refuse', error: { code: 'policy_denied', message } };
}
