import { cpuFigures } from './cpu-figures.ts';
import type { Measurement } from './measurement.ts';

/** Accepting jobs, while nothing executes them. */
export const accept: Measurement = {
  name: 'accept',
  title: 'accept: POST /v1/jobs, 1 KB, 64 connections',
  systems: ['bare', 'floor', 'product'],
  roles: { worker: false, concurrency: 0 },
  targets: [
    { title: 'requests/s', figure: 'per_second', of: 'product', relativeTo: 'floor', atLeast: 0.5 },
    { title: 'requests/s', figure: 'per_second', of: 'floor', relativeTo: 'bare', atLeast: 0.75 },
  ],
  async measure(trial, { seconds, warmUpJobs }) {
    await trial.postJobs({ amount: 2 * warmUpJobs });
    const [sent, cpu] = await trial.cpuPerJob(
      (result) => result.succeeded,
      () => trial.postJobs({ seconds }),
    );
    const { perSecond, latency } = sent;
    return { per_second: perSecond, p50_ms: latency.p50, p99_ms: latency.p99, ...cpuFigures(cpu) };
  },
};
