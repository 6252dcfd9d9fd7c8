import type { TaskDefinition } from '../catalog/definitions.ts';
import type { JobInput } from '../stores/job-content.ts';
import { estimateNeed } from './estimate-need.ts';
import type { RouteFacts } from './route-facts.ts';

/** What a route reads of a job. */
export interface RoutedJob
  extends Pick<RouteFacts, 'priority' | 'sensitivity' | 'failed'>,
    Pick<JobInput, 'parameters'> {
  readonly id: string;
  readonly task: Pick<TaskDefinition, 'parameters' | 'output_schema'>;
  /** Everything that the model is to read. */
  readonly text: string;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** What a route decides by. */
export function factsOfJob(job: RoutedJob, candidate: RouteFacts['candidate']): RouteFacts {
  const { id, task, text, parameters, priority, sensitivity, failed } = job;
  return {
    need: estimateNeed({
      text,
      parameters: { ...task.parameters, ...parameters },
      outputSchema: task.output_schema,
    }),
    ...{ priority, sensitivity, failed, candidate },
    timeLeftMs: job.expiresAt - Date.now(),
    seed: id,
  };
}
