import { memberOfBranch } from '../../../shared/routing/members.ts';
import type { ModelAnswer } from '../../models/model-port.ts';
import { branchEffect } from '../branch-effect.ts';
import { judgeAnswer } from '../judge-answer.ts';
import type { Run } from '../stage.ts';
import { samenessOf } from './sameness-of.ts';

/** A model that was asked side by side with others, and what came of it. */
export interface Member {
  readonly model: string;
  /** Absent where it has not answered: why, its own line in the timeline says. */
  readonly answer?: ModelAnswer;
  /** Absent where its answer is no output. */
  readonly output?: unknown;
  /** What it has in common with outputs that say the same. */
  readonly says?: string;
  /** Why its answer is no output. */
  readonly code?: string;
}

type Asked = Pick<Run, 'job' | 'task' | 'journal' | 'restorer'>;

/** The members of a job's cascade, in the order of the route; none before they were asked. */
export function membersOfRun({ job: { record }, task, journal, restorer }: Asked): Member[] {
  const { candidates } = task.route;
  const branches = new Map(
    Object.keys(record.branches).map((branch) => [memberOfBranch(task.route, branch), branch]),
  );
  return candidates.flatMap(({ model }): Member[] => {
    const branch = branches.get(model);
    if (branch === undefined) return [];
    const answer = journal.get<ModelAnswer>(branchEffect(record, branch));
    if (!answer) return [{ model, code: 'no_answer' }];
    const judged = judgeAnswer(task, answer, restorer);
    if (!judged.ok) return [{ model, answer, code: judged.error.code }];
    return [{ model, answer, output: judged.output, says: sayingOf(task, judged.output) }];
  });
}

/** Whether a job's cascade has asked its members. */
export function hasAsked({ job: { record }, task }: Pick<Run, 'job' | 'task'>): boolean {
  return Object.keys(record.branches).some((branch) => memberOfBranch(task.route, branch) !== undefined);
}

/** What an output of the task has in common with others that say the same. */
export function sayingOf({ checkOutput, route }: Run['task'], output: unknown): string | undefined {
  return samenessOf(output, { text: !checkOutput, agreeOn: route.agree_on });
}
