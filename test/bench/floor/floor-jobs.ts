import type { JobsOptions } from 'bullmq';

/** The names and shapes that the floor's two processes share. */
export const JOBS_QUEUE = 'jobs';
export const DELIVERIES_QUEUE = 'deliveries';
export const RESULTS_CHANNEL = 'results';

export interface FloorRequest {
  readonly task: string;
  readonly model: string;
  readonly input: { readonly prompt: string };
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export interface FloorJob extends FloorRequest {
  readonly id: string;
  /** A request waits for the result: publish it. */
  readonly waited: boolean;
}

export interface FloorDelivery {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
}

/** Keeping none is the cheapest that BullMQ offers. */
export const KEEP_NONE: JobsOptions = { removeOnComplete: true, removeOnFail: true };
