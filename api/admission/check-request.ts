import type { CompiledTask } from '../../shared/catalog/catalog.ts';
import type { Fault } from '../../shared/catalog/fault.ts';
import { unsupportedBy } from '../../shared/catalog/model-abilities.ts';
import { outOfBounds } from '../../shared/catalog/parameter-bounds.ts';
import type { JobRequest } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Decision } from '../../shared/policy/decide.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import type { Principal } from '../http/route.ts';
import { type AdmissionContext, type FirstModel, firstModel } from './first-model.ts';
import { passGate } from './gate.ts';

/** What a request names, found in the catalog. */
export interface Resolved extends FirstModel {
  readonly task: CompiledTask;
  /** The decision that lets it in. */
  readonly decision: Decision;
}

/**
 * Finds the task and the model of a request, checks the input against the task's schema, and asks policy.
 * @param id of the job
 * @param at when it is admitted, in Unix ms
 * @throws AppError `unknown_task`, `unknown_model`, `no_model_fits`, `invalid_input`, `invalid_request`, `policy_denied`,
 *   `policy_failed`
 */
export function checkRequest(
  context: AdmissionContext,
  principal: Principal,
  request: JobRequest,
  { id, at }: { readonly id: string; readonly at: number },
): Resolved {
  // One subject gets the same versions while no label moves.
  const task = findTask(context.installation, request.task, request.subject ?? id);
  const faults = task.checkInput(request.input);
  if (faults.length > 0) {
    const words = faults.map(({ path, message }) => `input${path}: ${message}`);
    throw new AppError(
      'invalid_input',
      `The input does not match the task ${task.definition.name}. ${words.join('; ')}`,
      { members: { errors: faults.map(({ path, message }) => ({ path: `input${path}`, message })) } },
    );
  }
  refuseParameters(outOfBounds(task.definition.parameter_bounds, request.parameters ?? {}));
  const gate = passGate(context, principal, task, request, at);
  const found = firstModel(context, task, request, id, gate);
  checkParameters(found, request);
  return { task, decision: gate.decision, ...found };
}

/** A parameter that a model does not take is the caller's to leave out: silence would change what it asked for. */
function checkParameters({ model, modelName }: FirstModel, { parameters = {} }: JobRequest): void {
  const refused = unsupportedBy(model.definition, parameters);
  refuseParameters(
    refused.map(({ name, values }) => ({
      path: name,
      message:
        values.length === 0
          ? `is not taken by the model ${modelName}`
          : `can be ${values.join(', ')} for the model ${modelName}`,
    })),
  );
}

/** @throws AppError `invalid_request` naming each by its path, when there is any */
function refuseParameters(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ path, message }) => ({ path: `parameters.${path}`, message }));
  const words = errors.map(({ path, message }) => `${path} ${message}`);
  throw new AppError('invalid_request', `${words.join('; ')}.`, { members: { errors } });
}

function findTask({ catalog }: Installation, reference: string, seed: string): CompiledTask {
  const [name = '', version] = reference.split('@');
  const task = catalog.assign(name, seed, version === undefined ? undefined : Number(version));
  if (task) return task;
  const names = catalog.tasks.map((known) => known.name).join(', ');
  throw new AppError('unknown_task', `There is no task ${reference}. There are: ${names}.`);
}
