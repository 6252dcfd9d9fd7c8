import { hasAsked, type Member, membersOfRun, sayingOf } from '../cascade/members-of-run.ts';
import { weighMembers } from '../cascade/weigh-members.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Says how many of the models asked agree with the answer that a cascade has gone up for. It stands in any case. */
export const compareAnswer: Stage = {
  name: 'compare_answer',
  applies: (run) => !run.hit && run.stands === undefined && hasAsked(run),
  run: (run) => {
    const own: Member = { model: run.job.record.model, says: sayingOf(run.task, run.output) };
    const { share, verdicts } = weighMembers([...membersOfRun(run), own], own.says);
    run.confidence = share;
    run.timer.start('agreement')('final', { details: { ...verdicts, confidence: share } });
    return CONTINUE;
  },
};
