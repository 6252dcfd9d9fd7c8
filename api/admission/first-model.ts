import type { CompiledTask, Model } from '../../shared/catalog/catalog.ts';
import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { modelConnection } from '../../shared/catalog/model-connection.ts';
import { neededSettings } from '../../shared/catalog/needed-settings.ts';
import { type JobRequest, SENSITIVITIES } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { STEPS_QUEUE } from '../../shared/queues/queue-names.ts';
import { chooseMembers } from '../../shared/routing/choose-members.ts';
import type { Choice } from '../../shared/routing/choose-model.ts';
import type { Need } from '../../shared/routing/estimate-need.ts';
import { factsOfJob, needOfJob } from '../../shared/routing/facts-of-job.ts';
import type { Candidate } from '../../shared/routing/route-facts.ts';
import { textToRead } from '../../shared/routing/text-to-read.ts';
import type { ApiContext } from '../context.ts';
import { type Gate, PolicyDenied } from './gate.ts';

/** What admission works with. */
export type AdmissionContext = Pick<ApiContext, 'installation' | 'log' | 'health'>;

/** The model that a job begins with. */
export interface FirstModel {
  /** The model's name as the job will show it. */
  readonly modelName: string;
  readonly model: Model;
  /** Where its first hop is: with its model, or where several are asked side by side, with none. */
  readonly queue: string;
  /** What the job is estimated to need. */
  readonly need: Need;
  /** Why it is this one; none where the request named it. */
  readonly choice?: Choice['reasons'];
}

const DEFAULT_SENSITIVITY = 'internal';

/**
 * The model that a request names, or the one that its task's route chooses.
 * @throws AppError `unknown_model`, `no_model_fits` saying of every candidate why not, `policy_denied`
 */
export function firstModel(
  context: AdmissionContext,
  task: CompiledTask,
  request: JobRequest,
  id: string,
  gate: Gate,
): FirstModel {
  const { sensitivity = DEFAULT_SENSITIVITY, priority = 'standard' } = request;
  const need = needOfJob(task.definition, request, () => textToRead(task, request.input));
  if (request.model !== undefined) {
    return { ...namedModel(context, task, request.model, request, gate), need };
  }
  const lifetimeMs = 1_000 * (request.expires_in_seconds ?? Number.POSITIVE_INFINITY);
  const facts = factsOfJob(
    { id, need, priority, sensitivity, failed: [], expiresAt: Date.now() + lifetimeMs },
    (name) => candidateOf(context, name, task.definition.kind, gate),
  );
  const { model: chosen, waitFor, reasons, asked } = chooseMembers(task.route, facts);
  const modelName = chosen ?? waitFor;
  const model = modelName === undefined ? undefined : context.installation.catalog.model(modelName);
  const queue = asked.length > 0 ? STEPS_QUEUE : model?.queue;
  if (modelName !== undefined && model && queue) return { modelName, model, queue, need, choice: reasons };
  throw noneFits(context, task, reasons, gate);
}

function namedModel(
  { installation }: AdmissionContext,
  { definition: task }: CompiledTask,
  modelName: string,
  request: JobRequest,
  gate: Gate,
): Pick<FirstModel, 'modelName' | 'model' | 'queue'> {
  const { catalog, config } = installation;
  const model = catalog.model(modelName);
  if (!model || !modelConnection(model.definition, config)) {
    const why = model ? 'has no address or key in this installation' : 'is not in the catalog';
    throw new AppError('unknown_model', `The model ${modelName} ${why}.`);
  }
  const { cleared_for, kind } = model.definition;
  if (kind !== task.kind) {
    const words = `The model ${modelName} is for ${kind}, and the task ${task.name} for ${task.kind}.`;
    throw new AppError('unknown_model', words);
  }
  const { sensitivity = DEFAULT_SENSITIVITY } = request;
  if (SENSITIVITIES.indexOf(sensitivity) > SENSITIVITIES.indexOf(cleared_for)) {
    const words = `The model ${modelName} may carry what is ${cleared_for} at most, not ${sensitivity}.`;
    throw new AppError('no_model_fits', words);
  }
  gate.require(model, modelName);
  return { modelName, model, queue: model.queue };
}

function candidateOf(
  { installation, health }: AdmissionContext,
  name: string,
  kind: ModelKind,
  gate: Gate,
): Candidate | undefined {
  const { catalog, config } = installation;
  const model = catalog.model(name);
  const definition = model?.definition;
  if (!model || definition?.kind !== kind || !modelConnection(definition, config)) return undefined;
  // A model that may be tried is: were no job sent there, nobody would find out that it is back.
  const allowed = health.allows(name) === 'no' ? 'no' : 'yes';
  const permitted = gate.permits(model, name);
  return { definition, permitted, allowed, latencyMs: health.latencyMs(name) };
}

function noneFits(
  { installation }: AdmissionContext,
  { route }: CompiledTask,
  reasons: Choice['reasons'],
  gate: Gate,
): AppError {
  const names = Object.keys(reasons);
  if (names.every((name) => reasons[name] === 'not_configured')) {
    const needs = names.flatMap((name) => {
      const definition = installation.catalog.model(name)?.definition;
      return definition ? `${name} needs ${neededSettings(definition)}` : [];
    });
    return new AppError('unknown_model', `None of the task's models is configured. ${needs.join('; ')}.`);
  }
  const denied = names.every((name) => reasons[name] === 'policy' || reasons[name] === 'not_configured');
  if (denied)
    return new PolicyDenied(gate.decision, 'Policy allows none of the models that the task can use.');
  const why = names.map((name) => `${name}: ${reasons[name]}`).join(', ');
  return new AppError('no_model_fits', `No model of the route ${route.name} fits this job. ${why}.`, {
    members: { reasons },
  });
}
