import { memoryAtRest } from '../parts/redis-memory.ts';
import type { Measurement } from './measurement.ts';

/** What a job costs in Redis while it waits. */
export const memory: Measurement = {
  name: 'memory',
  title: 'Redis memory per waiting job, 1 KB body',
  systems: ['floor', 'product'],
  roles: { worker: false, concurrency: 0 },
  once: true,
  targets: [{ title: 'KB per job', figure: 'kb_per_job', of: 'product', atMost: 3 }],
  async measure(trial, { waitingJobs, warmUpJobs }) {
    await trial.postJobs({ amount: warmUpJobs, webhook: true });
    const before = await memoryAtRest(trial.redis);
    await trial.postJobs({ amount: waitingJobs, webhook: true });
    const after = await memoryAtRest(trial.redis);
    return { kb_per_job: (after - before) / waitingJobs / 1_024 };
  },
};
