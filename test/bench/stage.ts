import { startChild } from './parts/child-process.ts';
import type { Pids } from './parts/cpu-time.ts';
import { WEBHOOK_SECRET } from './parts/job-request.ts';
import type { Load, LoadResult } from './parts/load.ts';
import { NUMBER_PLACE } from './parts/marker.ts';
import type { Arrivals } from './parts/receiver.ts';
import { temporaryDir } from './parts/temporary-dir.ts';

/** What surrounds every system under test: the same processes for all, each of its own. */
export interface Stage {
  readonly simulatorUrl: string;
  readonly webhookUrl: string;
  /** An `Idempotency-Key` that the generator makes unique. */
  readonly keyTemplate: string;
  /** Where the processes write what they say. */
  readonly logDir: string;
  /** Further environment variables for the processes of systems under test. */
  readonly env: Readonly<Record<string, string>>;
  readonly pids: Pids;
  generate(load: Load): Promise<LoadResult>;
  forgetArrivals(): Promise<void>;
  /** Waits for the webhooks of that many jobs; fails when they do not come or are signed wrongly. */
  arrivalsOf(jobs: number): Promise<Arrivals>;
  /** The most calls that the simulator saw at once since the last time this was asked. */
  callsInFlight(): Promise<number>;
  /** Ends the processes around the systems under test, and forgets what all of them said unless told to keep it. */
  close(options?: { readonly keepLogs: boolean }): Promise<void>;
}

const ARRIVAL_MS = 120_000;
const SIMULATOR = new URL('./parts/simulator-process.ts', import.meta.url);
const RECEIVER = new URL('./parts/receiver.ts', import.meta.url);
const GENERATOR = new URL('./parts/load-generator.ts', import.meta.url);

/** @param profileDir where each process of a system under test leaves a CPU profile, if anywhere */
export async function startStage(profileDir?: string): Promise<Stage> {
  const logs = temporaryDir('logs');
  const logDir = logs.path;
  const [simulator, receiver, generator] = await Promise.all([
    startChild(SIMULATOR, {}, logDir),
    startChild(RECEIVER, { WEBHOOK_SECRET }, logDir),
    startChild(GENERATOR, {}, logDir),
  ]);
  const simulatorUrl = new URL('/v1', (await simulator.ask('url')) as string).href;
  const callsUrl = new URL('/simulator/calls', simulatorUrl);
  const webhookUrl = `http://127.0.0.1:${await receiver.ask('port')}/hook`;

  return {
    simulatorUrl,
    webhookUrl,
    keyTemplate: `bench-${NUMBER_PLACE}`,
    logDir,
    env: profileDir === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileDir}` },
    pids: { simulator: simulator.pid, receiver: receiver.pid, generator: generator.pid },
    generate: (load) => generator.ask('run', load) as Promise<LoadResult>,
    async forgetArrivals() {
      await receiver.ask('reset');
    },
    async arrivalsOf(jobs) {
      const arrived = (await receiver.ask('waitFor', { jobs, timeoutMs: ARRIVAL_MS })) as Arrivals;
      if (arrived.jobs < jobs) throw new Error(`${arrived.jobs} of ${jobs} webhooks arrived`);
      if (arrived.signaturesWrong > 0)
        throw new Error(`${arrived.signaturesWrong} webhooks were signed wrongly`);
      return arrived;
    },
    async callsInFlight() {
      const calls = (await (await fetch(callsUrl)).json()) as { readonly max_in_flight: number };
      await (await fetch(callsUrl, { method: 'DELETE' })).text();
      return calls.max_in_flight;
    },
    async close({ keepLogs } = { keepLogs: false }) {
      await Promise.all([simulator, receiver, generator].map((child) => child.stop()));
      if (keepLogs) logs.keep();
      else logs.remove();
    },
  };
}
