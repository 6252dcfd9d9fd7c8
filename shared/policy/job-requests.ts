import type { CompiledTask, Model } from '../catalog/catalog.ts';
import { type Priority, SENSITIVITIES, type Sensitivity } from '../contracts/job-request.ts';
import type { ContextValue, PolicyRequest } from './policy-request.ts';

/** A job as policies know it. */
export interface GovernedJob {
  readonly tenant: string;
  readonly apiKeyId: string;
  readonly roles: readonly string[];
  readonly task: Pick<CompiledTask, 'definition' | 'policyFacts'>;
  readonly sensitivity: Sensitivity;
  readonly priority: Priority;
  readonly input: unknown;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The moment in which it is decided on, in Unix ms. */
  readonly at: number;
}

/** What is known of a job once it runs. */
export interface KnownOfRun {
  /** Of personal data and secrets in its input. */
  readonly dataClasses: readonly string[];
  /** Micro-USD, so far. */
  readonly cost: number;
}

/** Asks whether a job may be taken on. */
export function admissionRequest(job: GovernedJob): PolicyRequest {
  const { name, kind } = job.task.definition;
  return {
    action: 'admit_job',
    principal: principalOf(job),
    resource: { type: 'Task', id: name, attributes: { kind } },
    context: contextOf(job),
  };
}

/** Asks whether a job may call a model. @param name a member's where the model is a family */
export function callRequest(
  job: GovernedJob,
  { definition }: Pick<Model, 'definition'>,
  name: string,
  { dataClasses, cost }: KnownOfRun,
): PolicyRequest {
  const { kind, provider, cleared_for, vendor, region, terms } = definition;
  const known = {
    ...{ kind, provider, vendor, region, cleared_for_level: SENSITIVITIES.indexOf(cleared_for) },
    ...{ retention_days: terms?.retention_days, trains_on_data: terms?.trains_on_data },
  };
  const attributes = Object.entries(known).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return {
    action: 'call_model',
    principal: principalOf(job),
    resource: { type: 'Model', id: name, attributes: Object.fromEntries(attributes) },
    context: { ...contextOf(job), data_classes: dataClasses, cost_micro_usd: cost },
  };
}

/** A result that is ready, and where it goes beside the answers to whoever asks for it. */
export interface ReadyResult extends KnownOfRun {
  readonly model: string;
  /** What guardrails have found. */
  readonly flags: readonly string[];
  readonly cached: boolean;
  /** The job's own webhook, and its host where that is known. */
  readonly webhook?: { readonly host?: string };
}

/** Asks whether a job's result may be given out. */
export function deliveryRequest(job: GovernedJob, ready: ReadyResult): PolicyRequest {
  const { dataClasses, cost, model, flags, cached, webhook } = ready;
  const kind = webhook ? 'webhook' : 'api';
  const host = webhook?.host;
  return {
    action: 'deliver',
    principal: principalOf(job),
    resource: {
      type: 'Destination',
      id: host ?? kind,
      attributes: { kind, ...(host !== undefined && { host }) },
    },
    context: {
      ...contextOf(job),
      ...{ data_classes: dataClasses, cost_micro_usd: cost, model, flags, cached },
    },
  };
}

function principalOf({ tenant, apiKeyId: key, roles }: GovernedJob): PolicyRequest['principal'] {
  return { tenant, key, roles };
}

function contextOf(job: GovernedJob): Record<string, ContextValue> {
  const { task, sensitivity, priority, input, metadata = {}, at } = job;
  return {
    task: task.definition.name,
    sensitivity,
    sensitivity_level: SENSITIVITIES.indexOf(sensitivity),
    priority,
    now: new Date(at),
    facts: { tags: task.policyFacts?.(input) ?? {} },
    metadata: { tags: metadata },
  };
}
