import type { Redis } from 'ioredis';
import { RESULTS_CHANNEL } from './floor-jobs.ts';

export interface PublishedResult {
  readonly id: string;
  readonly output: string;
}

export interface Results {
  /** The job's output, or nothing when the seconds are over. */
  next(id: string, seconds: number): Promise<string | undefined>;
}

/** One subscription for all requests that wait. */
export async function listenForResults(subscriber: Redis): Promise<Results> {
  const waiting = new Map<string, (output: string | undefined) => void>();
  subscriber.on('message', (_channel: string, message: string) => {
    const { id, output }: PublishedResult = JSON.parse(message);
    waiting.get(id)?.(output);
  });
  await subscriber.subscribe(RESULTS_CHANNEL);

  return {
    next(id, seconds) {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const timeout = setTimeout(() => waiting.get(id)?.(undefined), seconds * 1_000);
      waiting.set(id, (output) => {
        clearTimeout(timeout);
        waiting.delete(id);
        resolve(output);
      });
      return promise;
    },
  };
}
