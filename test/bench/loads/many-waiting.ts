import { memoryAtRest } from '../parts/redis-memory.ts';
import { median } from '../report/statistics.ts';
import type { Trial } from '../trial.ts';
import type { Measurement } from './measurement.ts';

const SAMPLES = 3;

/** Whether a long queue slows down those who add to it or ask about a job. */
export const manyWaiting: Measurement = {
  name: 'million',
  title: 'enqueue and GET with 1,000,000 jobs waiting',
  systems: ['product'],
  roles: { worker: false, concurrency: 0 },
  once: true,
  targets: [
    { title: 'enqueue, empty ÷ full', figure: 'enqueue_slower', of: 'product', atMost: 1.3 },
    { title: 'GET, empty ÷ full', figure: 'get_slower', of: 'product', atMost: 1.3 },
  ],
  async measure(trial, { seconds, warmUpJobs, manyWaitingJobs }) {
    await trial.postJobs({ amount: warmUpJobs });
    const path = `/v1/jobs/${await trial.postOne()}`;
    await trial.get(path, 1);
    const empty = await sample(trial, path, seconds / SAMPLES);
    await fill(trial, manyWaitingJobs);
    await memoryAtRest(trial.redis);
    const full = await sample(trial, path, seconds / SAMPLES);
    return {
      enqueue_slower: empty.enqueue / full.enqueue,
      get_slower: empty.get / full.get,
      enqueue_empty_per_second: empty.enqueue,
      enqueue_full_per_second: full.enqueue,
      get_empty_per_second: empty.get,
      get_full_per_second: full.get,
    };
  },
};

async function sample(trial: Trial, path: string, seconds: number) {
  const enqueue: number[] = [];
  const get: number[] = [];
  while (get.length < SAMPLES) {
    enqueue.push((await trial.postJobs({ seconds })).perSecond);
    get.push((await trial.get(path, seconds)).perSecond);
  }
  return { enqueue: median(enqueue), get: median(get) };
}

async function fill(trial: Trial, jobs: number): Promise<void> {
  if (trial.system.fillWaiting) await trial.system.fillWaiting(trial.surroundings, jobs);
  else await trial.postJobs({ amount: jobs });
}
