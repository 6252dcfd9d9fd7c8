import { STEPS_QUEUE } from '../../shared/queues/queue-names.ts';
import type { Run, StageDependencies } from './stage.ts';

/** How long the next call of a job may take, in ms; the longest, where several models are asked side by side. */
export function longestCallMs(
  { job, task, model }: Pick<Run, 'job' | 'task' | 'model'>,
  dependencies: Pick<StageDependencies, 'model'>,
): number {
  const models =
    job.record.queue === STEPS_QUEUE
      ? task.route.candidates.flatMap((candidate) => dependencies.model(candidate.model) ?? [])
      : [model];
  return 1_000 * Math.max(...models.map(({ definition }) => definition.timeout_seconds));
}
