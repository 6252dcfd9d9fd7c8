import { cpuFigures } from './cpu-figures.ts';
import type { Measurement } from './measurement.ts';

/** Jobs from their acceptance, through one model call, to the arrival of their webhooks. */
export const endToEnd: Measurement = {
  name: 'e2e',
  title: 'end to end: accept → model (0 ms) → webhook',
  systems: ['floor', 'product'],
  roles: { worker: true, concurrency: 64 },
  targets: [{ title: 'jobs/s', figure: 'per_second', of: 'product', relativeTo: 'floor', atLeast: 0.6 }],
  async measure(trial, { jobs, warmUpJobs }) {
    await trial.postAndReceive({ amount: warmUpJobs });
    const [{ sent, arrived }, cpu] = await trial.cpuPerJob(
      () => jobs,
      () => trial.postAndReceive({ amount: jobs }),
    );
    const seconds = ((arrived.times.at(-1) ?? Number.NaN) - sent.startedAt) / 1e6;
    return {
      per_second: jobs / seconds,
      accepted_per_second: sent.perSecond,
      repeated_webhooks: arrived.repeated,
      ...cpuFigures(cpu),
    };
  },
};
