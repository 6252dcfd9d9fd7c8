import type { Pids } from '../parts/cpu-time.ts';

/** Where a system under test finds what it works with. */
export interface Surroundings {
  readonly redisUrl: string;
  /** The simulator's base URL, ending in `/v1`. */
  readonly simulatorUrl: string;
  /** Accepted as the API key of the administrator. */
  readonly apiKey: string;
  /** For files of its own; removed afterwards. */
  readonly dataDir: string;
  readonly logDir: string;
  /** Further environment variables for the processes of the system. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Roles {
  /** Whether jobs are executed, or only accepted. */
  readonly worker: boolean;
  /** Calls to a model that may be in flight at once. */
  readonly concurrency: number;
}

export interface RunningSystem {
  /** Of the api, without a path. */
  readonly url: string;
  readonly pids: Pids;
  stop(): Promise<void>;
}

/** Something that accepts jobs, executes them and delivers their results: one process for each half. */
export interface System {
  readonly name: string;
  start(surroundings: Surroundings, roles: Roles): Promise<RunningSystem>;
  /** Puts jobs into the queue without going through HTTP, where a system can. */
  fillWaiting?(surroundings: Surroundings, jobs: number): Promise<void>;
}
