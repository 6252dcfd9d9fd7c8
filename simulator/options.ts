import type { Latency } from './models/latency.ts';

/** What a simulator can be told when it starts. Everything has a default. */
export interface SimulatorOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /** Moves every choice that is not fixed by the request's content; 0 by default. */
  readonly seed?: number;
  /** Path of a JSON-lines file of recorded answers; its models become addressable. */
  readonly recording?: string;
  /** How many times faster than recorded answers are replayed; 1 by default. */
  readonly recordingSpeed?: number;
  /** Latency by model name, for models whose name does not state one. */
  readonly latencies?: Readonly<Record<string, Latency>>;
  /** Calls per second that `sim-rate-limited` takes; 5 by default. */
  readonly callsPerSecond?: number;
}
