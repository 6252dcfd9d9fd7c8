import { PEOPLE_EFFECT } from '../../../shared/stores/job-content.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Holds a job that its task wants approved until people have approved what was asked for. */
export const awaitApproval: Stage = {
  name: 'await_approval',
  applies: ({ task }) => task.definition.require_approval !== undefined,
  run: ({ task, job, journal }) => {
    const digest = job.record.fingerprint;
    const settings = task.definition.require_approval;
    if (!settings || journal.get(PEOPLE_EFFECT.approval(digest)) !== undefined) return CONTINUE;
    const { role, quorum } = settings;
    const message = settings.message ?? 'The request waits for an approval.';
    return { kind: 'suspend', error: { code: 'approval_required', message }, wait: { role, quorum, digest } };
  },
};
