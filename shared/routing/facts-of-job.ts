import type { TaskDefinition } from '../catalog/definitions.ts';
import type { JobInput } from '../stores/job-content.ts';
import { estimateNeed, estimateNeedOf } from './estimate-need.ts';
import type { RouteFacts } from './route-facts.ts';

/** What a route reads of a job. */
export interface RoutedJob
  extends Pick<RouteFacts, 'priority' | 'sensitivity' | 'failed'>,
    Pick<JobInput, 'parameters'> {
  readonly id: string;
  readonly task: Pick<TaskDefinition, 'kind' | 'parameters' | 'output_schema'>;
  readonly input: unknown;
  /** Everything that a model for chat is to read. */
  readonly text: string;
  /** Unix ms. */
  readonly expiresAt: number;
}

/** What a route decides by. */
export function factsOfJob(job: RoutedJob, candidate: RouteFacts['candidate']): RouteFacts {
  const { id, task, input, text, parameters, priority, sensitivity, failed } = job;
  return {
    need:
      task.kind === 'chat'
        ? estimateNeed({
            text,
            parameters: { ...task.parameters, ...parameters },
            outputSchema: task.output_schema,
          })
        : estimateNeedOf(task.kind, input),
    ...{ priority, sensitivity, failed, candidate },
    timeLeftMs: job.expiresAt - Date.now(),
    seed: id,
  };
}
