import { percentile } from '../report/statistics.ts';
import type { Measurement } from './measurement.ts';

const RATE = 200;

/** How long a job takes from being sent to its webhook, at a load that leaves room. */
export const latency: Measurement = {
  name: 'latency',
  title: `accept → webhook at ${RATE} jobs/s`,
  systems: ['floor', 'product'],
  roles: { worker: true, concurrency: 64 },
  targets: [
    { title: 'p50 ms', figure: 'p50_ms', of: 'product', relativeTo: 'floor', atMost: 2 },
    { title: 'p99 ms', figure: 'p99_ms', of: 'product', relativeTo: 'floor', atMost: 3 },
  ],
  async measure(trial, { seconds, warmUpJobs }) {
    await trial.postAndReceive({ amount: warmUpJobs });
    await trial.postAndReceive({ amount: RATE, rate: RATE });
    const { arrived } = await trial.postAndReceive({ amount: 2 * seconds * RATE, rate: RATE });
    const millis = arrived.latencies.map((micros) => micros / 1e3);
    return { p50_ms: percentile(millis, 0.5), p99_ms: percentile(millis, 0.99), max_ms: Math.max(...millis) };
  },
};
