import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Job, Queue } from 'bullmq';
import { MAINTENANCE_QUEUE } from '../../shared/queues/queue-names.ts';
import { timelinePath } from '../console/timeline-path.ts';

type JobStates = Parameters<BullMQAdapter['getJobs']>[0];

/** What *retry* does to a failed hop. @throws an error with a `statusCode` when it cannot be done */
export type RetryHop = (hop: Job) => Promise<void>;

interface Options {
  /** Retries the hop somebody pointed at. */
  readonly retryOne: RetryHop;
  /** Retries one of all failed hops: one that cannot be retried does not stop the others. */
  readonly retryEach: RetryHop;
}

/** Shows a queue to Bull Board with its retries replaced: a failed hop is redriven, not tried once more. */
export class RedrivingAdapter extends BullMQAdapter {
  override readonly allowCompletedRetries = false;
  readonly #options: Options;

  constructor(queue: Queue, options: Options) {
    super(queue, queue.name === MAINTENANCE_QUEUE ? {} : { externalJobUrl: timelineLink });
    this.#options = options;
  }

  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && withRetry(job, this.#options.retryOne);
  }

  override async getJobs(states: JobStates, start?: number, end?: number): Promise<Job[]> {
    const jobs = await super.getJobs(states, start, end);
    return jobs.map((job) => withRetry(job, this.#options.retryEach));
  }
}

function timelineLink({ data }: { readonly data: unknown }) {
  return { href: timelinePath(data), displayText: 'Timeline of the job' };
}

function withRetry(job: Job, retryHop: RetryHop): Job {
  // Not enumerable: what Bull Board copies of a job to show it stays as it was.
  return Object.defineProperty(job, 'retry', { value: () => retryHop(job) });
}
