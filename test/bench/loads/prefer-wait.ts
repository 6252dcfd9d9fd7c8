import { cpuFigures } from './cpu-figures.ts';
import type { Measurement } from './measurement.ts';

/** Requests that wait for their results on the connection they came on. */
export const preferWait: Measurement = {
  name: 'wait',
  title: 'Prefer: wait, model 0 ms, 64 connections',
  systems: ['floor', 'product'],
  roles: { worker: true, concurrency: 64 },
  targets: [{ title: 'requests/s', figure: 'per_second', of: 'product', relativeTo: 'floor', atLeast: 0.7 }],
  async measure(trial, { seconds, warmUpJobs }) {
    await trial.postJobs({ amount: warmUpJobs, wait: 10 });
    const [{ perSecond, latency }, cpu] = await trial.cpuPerJob(
      (result) => result.succeeded,
      () => trial.postJobs({ seconds, wait: 10 }),
    );
    return { per_second: perSecond, p50_ms: latency.p50, p99_ms: latency.p99, ...cpuFigures(cpu) };
  },
};
