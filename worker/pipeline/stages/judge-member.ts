import { healthOf, judgeAnswer } from '../judge-answer.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Looks whether a member of a cascade has answered with an output. It is not asked again: others were asked beside it. */
export const judgeMember: Stage = {
  name: 'validate_output',
  run: ({ task, answer, pass, restorer }) => {
    if (!answer) throw new Error('judge_member needs an answer');
    const judged = judgeAnswer(task, answer, restorer);
    pass?.end(healthOf(judged));
    return judged.ok ? CONTINUE : { kind: 'fail', error: judged.error };
  },
};
