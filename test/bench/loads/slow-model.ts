import type { Measurement } from './measurement.ts';

const CONCURRENCY = 200;
/** Calls come in waves of this many at first; counting whole waves keeps their edges out of the rate. */
const WAVES_BEFORE = 2;

/** Keeping every slot of a slow model busy, and no more than these. */
export const slowModel: Measurement = {
  name: 'slow',
  title: `1 s model latency, concurrency ${CONCURRENCY}`,
  systems: ['floor', 'product'],
  roles: { worker: true, concurrency: CONCURRENCY },
  targets: [
    { title: 'jobs/s', figure: 'per_second', of: 'product', atLeast: 190 },
    { title: 'calls in flight', figure: 'max_in_flight', of: 'product', atMost: CONCURRENCY },
  ],
  async measure(trial, { seconds, warmUpJobs }) {
    await trial.postAndReceive({ amount: warmUpJobs });
    await trial.callsInFlight();
    const waves = WAVES_BEFORE + 2 * seconds;
    const { arrived } = await trial.postAndReceive({ amount: waves * CONCURRENCY, model: 'sim-slow-1000' });
    const first = arrived.times[WAVES_BEFORE * CONCURRENCY - 1] ?? Number.NaN;
    const last = arrived.times.at(-1) ?? Number.NaN;
    const counted = (waves - WAVES_BEFORE) * CONCURRENCY;
    return { per_second: (counted * 1e6) / (last - first), max_in_flight: await trial.callsInFlight() };
  },
};
