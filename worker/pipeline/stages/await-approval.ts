import { PEOPLE_EFFECT } from '../../../shared/stores/job-content.ts';
import { missingApproval } from '../missing-approval.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Holds a job that policy or its task wants approved until people have approved what was asked for. */
export const awaitApproval: Stage = {
  name: 'await_approval',
  applies: ({ task, duties }) =>
    task.definition.require_approval !== undefined || duties.approvals.length > 0,
  run: (run) => {
    const { task, job, journal, duties } = run;
    const digest = job.record.fingerprint;
    const demanded = missingApproval(run, duties.approvals, () => digest);
    if (demanded) return demanded;
    const settings = task.definition.require_approval;
    if (!settings || journal.get(PEOPLE_EFFECT.approval(digest)) !== undefined) return CONTINUE;
    const { role, quorum } = settings;
    const message = settings.message ?? 'The request waits for an approval.';
    return { kind: 'suspend', error: { code: 'approval_required', message }, wait: { role, quorum, digest } };
  },
};
