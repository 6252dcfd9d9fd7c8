import { deliveryRequest } from '../../../shared/policy/job-requests.ts';
import { PART } from '../../../shared/stores/job-content.ts';
import { askPolicy, deniedBy, governed } from '../ask-policy.ts';
import { missingApproval } from '../missing-approval.ts';
import { CONTINUE, type Run, type Stage } from '../stage.ts';

/** Decides whether the result may be given out. */
export const checkDelivery: Stage = {
  name: 'check_delivery',
  run: (run, dependencies) => {
    const { dataClasses, cost, flags, hit, job } = run;
    const ready = {
      ...{ dataClasses, cost, cached: hit !== undefined, webhook: webhookOf(run) },
      model: run.stands ?? job.record.model,
      flags: [...new Set(flags.map(({ reason }) => reason))],
    };
    const decision = askPolicy(run, deliveryRequest(governed(run), ready), dependencies);
    if ('kind' in decision) return decision;
    if (!decision.allowed) return deniedBy(decision);
    const output = hit ? hit.output.output : run.output;
    const digest = () => job.box.commit(PART.result, output);
    return missingApproval(run, decision.duties.approvals, digest, output) ?? CONTINUE;
  },
};

function webhookOf({ job: { input } }: Run): { readonly host?: string } | undefined {
  const { webhook } = input;
  if (!webhook) return undefined;
  return 'url' in webhook ? { host: new URL(webhook.url).hostname } : {};
}
