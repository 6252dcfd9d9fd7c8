import type { Trial } from '../trial.ts';
import { cpuFigures } from './cpu-figures.ts';
import type { Extent, Figures, Measurement } from './measurement.ts';

/** Jobs from their acceptance, through one model call, to the arrival of their webhooks. */
export const endToEnd = throughAllStages({
  name: 'e2e',
  title: 'end to end: accept → model (0 ms) → webhook',
  atLeast: 0.6,
});

/** The same with all of governance at work; the floor does nothing of it. */
export const governed = throughAllStages({
  name: 'governed',
  title: 'end to end, restricted jobs with personal data, each about another person',
  atLeast: 0.44,
  personal: true,
});

function throughAllStages({
  name,
  title,
  atLeast,
  personal,
}: {
  readonly name: string;
  readonly title: string;
  readonly atLeast: number;
  readonly personal?: boolean;
}): Measurement {
  return {
    name,
    title,
    systems: ['floor', 'product'],
    roles: { worker: true, concurrency: 64 },
    targets: [{ title: 'jobs/s', figure: 'per_second', of: 'product', relativeTo: 'floor', atLeast }],
    measure: (trial, extent) => measure(trial, extent, personal),
  };
}

async function measure(
  trial: Trial,
  { jobs, warmUpJobs }: Extent,
  personal: boolean | undefined,
): Promise<Figures> {
  await trial.postAndReceive({ amount: warmUpJobs, personal });
  const [{ sent, arrived }, cpu] = await trial.cpuPerJob(
    () => jobs,
    () => trial.postAndReceive({ amount: jobs, personal }),
  );
  const seconds = ((arrived.times.at(-1) ?? Number.NaN) - sent.startedAt) / 1e6;
  return {
    per_second: jobs / seconds,
    accepted_per_second: sent.perSecond,
    repeated_webhooks: arrived.repeated,
    ...cpuFigures(cpu),
  };
}
