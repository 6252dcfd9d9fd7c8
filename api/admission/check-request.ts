import type { CompiledTask, Model } from '../../shared/catalog/catalog.ts';
import { unsupportedBy } from '../../shared/catalog/model-abilities.ts';
import { modelConnection } from '../../shared/catalog/model-connection.ts';
import type { JobRequest } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Installation } from '../../shared/runtime/installation.ts';

/** What a request names, found in the catalog. */
export interface Resolved {
  readonly task: CompiledTask;
  /** The model's name as the job will show it. */
  readonly modelName: string;
  readonly model: Model;
}

/**
 * Finds the task and the model of a request and checks the input against the task's schema.
 * @param seed requests of one seed get the same versions while no label moves
 * @throws AppError `unknown_task`, `unknown_model`, `invalid_input`, `invalid_request`
 */
export function checkRequest(installation: Installation, request: JobRequest, seed: string): Resolved {
  const task = findTask(installation, request.task, seed);
  const faults = task.checkInput(request.input);
  if (faults.length > 0) {
    const words = faults.map(({ path, message }) => `input${path}: ${message}`);
    throw new AppError(
      'invalid_input',
      `The input does not match the task ${task.definition.name}. ${words.join('; ')}`,
      { members: { errors: faults.map(({ path, message }) => ({ path: `input${path}`, message })) } },
    );
  }
  const found = findModel(installation, task, request.model);
  checkParameters(found, request);
  return { task, ...found };
}

/** A parameter that a model does not take is the caller's to leave out: silence would change what it asked for. */
function checkParameters(
  { model, modelName }: Omit<Resolved, 'task'>,
  { parameters = {} }: JobRequest,
): void {
  const refused = unsupportedBy(model.definition, parameters);
  if (refused.length === 0) return;
  const errors = refused.map(({ name, values }) => ({
    path: `parameters.${name}`,
    message:
      values.length === 0
        ? `is not taken by the model ${modelName}`
        : `can be ${values.join(', ')} for the model ${modelName}`,
  }));
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

function findModel(
  { catalog, config }: Installation,
  task: CompiledTask,
  named: string | undefined,
): Omit<Resolved, 'task'> {
  for (const name of named === undefined ? task.definition.models : [named]) {
    const model = catalog.model(name);
    if (model && modelConnection(model.definition, config)) return { model, modelName: name };
  }
  if (named !== undefined) {
    const why = catalog.model(named) ? 'has no address or key in this installation' : 'is not in the catalog';
    throw new AppError('unknown_model', `The model ${named} ${why}.`);
  }
  throw new AppError(
    'unknown_model',
    `None of the task's models is configured: ${task.definition.models.join(', ')}. Set OPENAI_API_KEY, or run the simulator.`,
  );
}
