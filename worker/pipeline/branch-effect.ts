import type { JobRecord } from '../../shared/stores/job-record.ts';

/** The effect of a job's side call, the same whoever makes it. No model's name has a slash, so no other call has it. */
export function branchEffect({ redrives }: Pick<JobRecord, 'redrives'>, branch: string): string {
  return `model.${redrives}/${branch}`;
}

/** What the side calls are asked that lead to a hop of a job, by the names of their branches. */
export function askedEffect(hop: number): string {
  return `asked.${hop}`;
}
