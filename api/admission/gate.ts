import type { CompiledTask, Model } from '../../shared/catalog/catalog.ts';
import type { JobRequest } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { PolicyFailure } from '../../shared/policy/compile-policy.ts';
import { type Decision, decide } from '../../shared/policy/decide.ts';
import { admissionRequest, callRequest, type GovernedJob } from '../../shared/policy/job-requests.ts';
import { permitsModel } from '../../shared/policy/permits-model.ts';
import type { PolicyRequest } from '../../shared/policy/policy-request.ts';
import type { ApiContext } from '../context.ts';
import type { Principal } from '../http/route.ts';

/** Policy before a job: it has let the request in, and knows which models it may begin with. */
export interface Gate {
  readonly decision: Decision;
  /** Whether a model may be called with what is known so far; its personal data is found later. */
  permits(model: Pick<Model, 'definition'>, name: string): boolean;
  /** @throws PolicyDenied where it may not */
  require(model: Pick<Model, 'definition'>, name: string): void;
}

/** Why, for whoever asked. */
function wordsOf({ policy, reasons, message }: Decision): string {
  const by = reasons.length > 0 ? `It is forbidden by ${reasons.join(', ')}` : 'Nothing permits it';
  return message ?? `${by} in the policy ${policy.name}.`;
}

/** A request that policy does not allow, with the decision that stands in its way. */
export class PolicyDenied extends AppError {
  readonly decision: Decision;

  constructor(decision: Decision, message = wordsOf(decision)) {
    const { policy, reasons } = decision;
    super('policy_denied', message, {
      members: { policy: policy.name, policy_version: policy.version, policy_hash: policy.hash, reasons },
    });
    this.decision = decision;
  }
}

/**
 * Asks policy whether a request may become a job.
 * @param at in Unix ms
 * @throws PolicyDenied; AppError `policy_failed`
 */
export function passGate(
  { installation: { catalog } }: Pick<ApiContext, 'installation'>,
  principal: Principal,
  task: CompiledTask,
  request: JobRequest,
  at: number,
): Gate {
  const { tenant, keyId: apiKeyId, roles } = principal;
  const { sensitivity = 'internal', priority = 'standard', input, metadata } = request;
  const job: GovernedJob = { tenant, apiKeyId, roles, task, sensitivity, priority, input, metadata, at };
  const ask = (about: PolicyRequest) => {
    try {
      return decide(catalog, task, about);
    } catch (error) {
      if (!(error instanceof PolicyFailure)) throw error;
      throw new AppError('policy_failed', `The policy ${task.definition.policy} could not be evaluated.`, {
        cause: error,
      });
    }
  };
  const decision = ask(admissionRequest(job));
  if (!decision.allowed) throw new PolicyDenied(decision);
  const mayCall = (model: Pick<Model, 'definition'>, name: string) =>
    ask(callRequest(job, model, name, { dataClasses: [], cost: 0 }));
  return {
    decision,
    permits: (model, name) => permitsModel(decision.duties, name) && mayCall(model, name).allowed,
    require: (model, name) => {
      if (!permitsModel(decision.duties, name)) {
        throw new PolicyDenied(decision, `Policy restricts this job to other models than ${name}.`);
      }
      const call = mayCall(model, name);
      if (!call.allowed) throw new PolicyDenied(call);
    },
  };
}
