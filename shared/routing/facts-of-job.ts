import type { TaskDefinition } from '../catalog/definitions.ts';
import { parametersOf } from '../catalog/parameter-bounds.ts';
import type { JobInput } from '../stores/job-content.ts';
import { estimateNeed, estimateNeedOf, type Need } from './estimate-need.ts';
import type { RouteFacts } from './route-facts.ts';

/** What a route reads of a job. */
export interface RoutedJob extends Pick<RouteFacts, 'need' | 'priority' | 'sensitivity' | 'failed'> {
  readonly id: string;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** What a job of a task needs. @param textOf everything that a model for chat is to read */
export function needOfJob(
  task: Pick<TaskDefinition, 'kind' | 'parameters' | 'parameter_bounds' | 'output_schema'>,
  { input, parameters }: Pick<JobInput, 'input' | 'parameters'>,
  textOf: () => string,
): Need {
  if (task.kind !== 'chat') return estimateNeedOf(task.kind, input);
  return estimateNeed({
    text: textOf(),
    parameters: parametersOf(task, parameters),
    outputSchema: task.output_schema,
  });
}

/** What a route decides by. */
export function factsOfJob(job: RoutedJob, candidate: RouteFacts['candidate']): RouteFacts {
  const { id, need, priority, sensitivity, failed, expiresAt } = job;
  return {
    ...{ need, priority, sensitivity, failed, candidate },
    timeLeftMs: expiresAt - Date.now(),
    seed: id,
  };
}
