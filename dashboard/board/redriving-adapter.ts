import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Job, Queue } from 'bullmq';
import { timelinePath } from '../console/timeline-path.ts';
import { Successors } from './successors.ts';

type JobStates = Parameters<BullMQAdapter['getJobs']>[0];

/**
 * What *retry* does to a failed hop.
 * @returns the id of the hop that carries on in its place; undefined when the same hop is tried again
 * @throws an error with a `status` when it cannot be done
 */
export type RetryHop = (hop: Job) => Promise<string | undefined>;

interface Options {
  /** Retries the hop somebody pointed at. */
  readonly retryOne: RetryHop;
  /** Retries one of all failed hops: one that cannot be retried does not stop the others. */
  readonly retryEach: RetryHop;
  /** How many hops the running request has tried to retry and could not. */
  readonly triedInVain: () => number;
  /** Whether its hops belong to jobs that have a timeline. */
  readonly timelines: boolean;
}

/**
 * Shows a queue to Bull Board with its retries replaced: a failed hop is redriven, not tried once more. Whoever
 * looks at a hop that was redriven here sees the one that carries on.
 */
export class RedrivingAdapter extends BullMQAdapter {
  override readonly allowCompletedRetries = false;
  readonly #options: Options;
  readonly #successors = new Successors();

  constructor(queue: Queue, options: Options) {
    super(queue, options.timelines ? { externalJobUrl: timelineLink } : {});
    this.#options = options;
  }

  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    if (job) return this.#withRetry(job, this.#options.retryOne);
    const next = this.#successors.of(id);
    return next === undefined ? undefined : this.getJob(next);
  }

  override async getJobs(states: JobStates, start?: number, end?: number): Promise<Job[]> {
    // *Retry all* reads the first page until there is nothing new on it; what could not be retried stays there.
    const skip = this.#options.triedInVain();
    const jobs = await super.getJobs(states, (start ?? 0) + skip, end === undefined ? end : end + skip);
    return jobs.map((job) => this.#withRetry(job, this.#options.retryEach));
  }

  #withRetry(job: Job, retryHop: RetryHop): Job {
    const retry = async () => {
      const next = await retryHop(job);
      if (job.id !== undefined && next !== undefined) this.#successors.remember(job.id, next);
    };
    // Not enumerable: what Bull Board copies of a job to show it stays as it was.
    return Object.defineProperty(job, 'retry', { value: retry });
  }
}

function timelineLink(hop: unknown) {
  return { href: timelinePath(hop), displayText: 'Timeline of the job' };
}
