import { admissionRequest } from '../../../shared/policy/job-requests.ts';
import { askPolicy, deniedBy, governed } from '../ask-policy.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/**
 * Decides again what admission has decided, of the same moment and by the same version: its duties hold for all that
 * is done with the job.
 */
export const checkPolicy: Stage = {
  name: 'check_policy',
  run: (run, dependencies) => {
    const { createdAt } = run.job.record;
    const decision = askPolicy(run, admissionRequest(governed(run, createdAt)), dependencies);
    if ('kind' in decision) return decision;
    run.duties = decision.duties;
    const goesBy = [decision.policy, decision.shadow?.policy];
    run.classified = goesBy.some((policy) => policy?.reads('data_classes'));
    return decision.allowed ? CONTINUE : deniedBy(decision);
  },
};
