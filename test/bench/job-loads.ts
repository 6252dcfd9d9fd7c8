import { jobRequest } from './parts/job-request.ts';
import type { Load, LoadResult } from './parts/load.ts';
import type { Arrivals } from './parts/receiver.ts';
import type { Stage } from './stage.ts';

const CONNECTIONS = 64;

export interface JobLoad extends Pick<Load, 'amount' | 'seconds' | 'rate'> {
  /** Default `sim-echo`. */
  readonly model?: string;
  readonly webhook?: boolean;
  /** See `JobShape`. */
  readonly personal?: boolean;
  /** Seconds for which each request asks to wait for its result. */
  readonly wait?: number;
}

/** Ways to put a running system under load. All of them fail if any request does. */
export interface JobLoads {
  postJobs(load: JobLoad): Promise<LoadResult>;
  /** Posts jobs with a webhook each, and resolves when all of these have arrived. */
  postAndReceive(load: JobLoad & { amount: number }): Promise<{ sent: LoadResult; arrived: Arrivals }>;
  /** Reads one address over and over. */
  get(path: string, seconds: number): Promise<LoadResult>;
  /** Posts one job and returns its id. */
  postOne(): Promise<string>;
  /** The most calls that the simulator saw at once since the last time this was asked. */
  callsInFlight(): Promise<number>;
}

/** The loads on a system whose api is at `url`. */
export function jobLoads(stage: Stage, url: string, apiKey: string): JobLoads {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

  async function run(load: Omit<Load, 'connections'>): Promise<LoadResult> {
    const result = await stage.generate({ ...load, connections: CONNECTIONS });
    if (result.failed > 0) throw new Error(`${result.failed} requests failed: ${result.firstFailure}`);
    return result;
  }

  function postJobs({ model = 'sim-echo', webhook, personal, wait, ...load }: JobLoad): Promise<LoadResult> {
    const body = jobRequest({ model, personal, ...(webhook && { webhookUrl: stage.webhookUrl }) });
    const keyed: Record<string, string> = { ...headers, 'idempotency-key': stage.keyTemplate };
    if (wait !== undefined) keyed.prefer = `wait=${wait}`;
    return run({ ...load, url: `${url}/v1/jobs`, method: 'POST', headers: keyed, body });
  }

  return {
    postJobs,

    async postAndReceive(load) {
      await stage.forgetArrivals();
      const sent = await postJobs({ ...load, webhook: true });
      const arrived = await stage.arrivalsOf(load.amount);
      return { sent, arrived };
    },

    get: (path, seconds) => run({ url: url + path, method: 'GET', headers, seconds }),

    async postOne() {
      const body = jobRequest({ model: 'sim-echo' });
      const keyed = { ...headers, 'idempotency-key': 'one' };
      const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', headers: keyed, body });
      const job = (await answer.json()) as { readonly id: string };
      return job.id;
    },

    callsInFlight: () => stage.callsInFlight(),
  };
}
