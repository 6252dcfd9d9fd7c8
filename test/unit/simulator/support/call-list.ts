import type { SimulatorUnderTest } from './simulator.ts';

/** One call as `GET /simulator/calls` shows it. */
export interface LoggedCall {
  readonly id: string;
  readonly model: string | null;
  readonly path: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly status: number | null;
  readonly aborted: boolean;
  readonly stream: boolean;
  readonly request: unknown;
  readonly authorization_present: boolean;
}

/** The answer of `GET /simulator/calls`. */
export interface CallList {
  readonly object: 'list';
  readonly data: readonly LoggedCall[];
  readonly total: number;
  readonly in_flight: number;
  readonly max_in_flight: number;
  readonly max_in_flight_by_model: Readonly<Record<string, number>>;
  readonly total_by_model: Readonly<Record<string, number>>;
}

/** Reads the log of calls. */
export async function readCalls(simulator: SimulatorUnderTest, query = ''): Promise<CallList> {
  return (await simulator.send('GET', `/simulator/calls${query}`)).json as CallList;
}
