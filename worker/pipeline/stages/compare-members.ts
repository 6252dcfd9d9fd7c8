import { STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import { isHeldBack } from '../../guardrails/guardrails-of.ts';
import { hasAnswered } from '../ask-model.ts';
import { hasAsked, membersOfRun } from '../cascade/members-of-run.ts';
import { weighMembers } from '../cascade/weigh-members.ts';
import { CONTINUE, type Outcome, type Stage } from '../stage.ts';
import { restream } from '../stream-deltas.ts';

/** All of those asked, where the route does not say how many. */
const ALL = 1;

/** Keeps what enough members of a cascade agree on, in the words of the first of them; else the job goes up. */
export const compareMembers: Stage = {
  name: 'compare_members',
  applies: (run) => !run.hit && run.job.record.queue === STEPS_QUEUE && hasAsked(run) && !hasAnswered(run),
  run: async (run, dependencies) => {
    const needed = run.task.route.min_confidence ?? ALL;
    const { first, share, verdicts } = weighMembers(membersOfRun(run));
    const keeps = first !== undefined && share >= needed;
    const details = { ...verdicts, confidence: share, min_confidence: needed };
    run.timer.start('agreement')(keeps ? 'kept' : 'goes_up', { details });
    if (!keeps) return NO_AGREEMENT;
    run.stands = first.model;
    run.answer = first.answer;
    run.output = first.output;
    run.confidence = share;
    // Whoever follows a job that was retried has heard words of the model above.
    const { definition } = run.task;
    const streamed = definition.stream && !isHeldBack(definition) && run.job.record.redrives > 0;
    if (streamed && typeof run.output === 'string')
      await restream(run, run.restorer.text(run.output), dependencies);
    return CONTINUE;
  },
};

const NO_AGREEMENT: Outcome = {
  kind: 'fail',
  error: { code: 'no_agreement', message: 'The models that were asked side by side do not agree.' },
};
